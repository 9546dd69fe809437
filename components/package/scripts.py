"""The whole table again in R and in Stata: short scripts that read the package's files and reproduce it.

Both work out every session's line by running sums, as the study does, so that no loop over events is
needed and one script is the other in another language.
"""

from __future__ import annotations

from components.package.notebook import TEXTBOOK
from components.record_name import record_name

_R = """# {name}: from the files to the impact table, in R.
#
# Reads events, listings and the served table as Stata files (package haven) and daily prices as CSV, and
# works out the abnormal return of every event and share again: a market model by ordinary least squares
# over 120 sessions that end eleven before day 0, days -1 to +1, the exact standard error of the prediction.
# The usual settings of the served table (a shrunk drift, an adaptive variance, sessions near other events
# left out) estimate alpha and sigma otherwise, from the same data.
# Written for and run with R 4.2 and haven 2.5.

base <- "{base}" # where the files are: an address, or a folder that holds copies
remote <- grepl("://", base, fixed = TRUE)
file <- function(name, query = "") {{
  if (!remote) return(file.path(base, name))
  kept <- tempfile(fileext = sub(".*(\\\\.[a-z]+)$", "\\\\1", name))
  download.file(paste0(base, "/", name, query), kept, mode = "wb", quiet = TRUE)
  kept
}}
events <- haven::read_dta(file("events.dta"))
listings <- haven::read_dta(file("listings.dta"))
served <- haven::read_dta(file("impacts.dta", "?{textbook}"))
principal <- listings[listings$ring == 1, ]
symbols <- c(principal$symbol, unique(principal$benchmark))
prices <- read.csv(file("prices.csv", paste0("?bom=0&symbols=", paste(symbols, collapse = ","))))

lagged <- function(x, by) {{ # the value `by` sessions earlier; NA before the first and after the last
  at <- seq_along(x) - by
  at[at < 1 | at > length(x)] <- NA
  x[at]
}}
return_of <- function(level) level / lagged(level, 1) - 1
level_of <- function(symbol, column, sessions) {{
  own <- prices[prices$symbol == symbol, ]
  own[[column]][match(sessions, own$date)]
}}

one_share <- function(share) {{
  # the sessions are the rows of the exchange's index
  sessions <- sort(prices$date[prices$symbol == share$benchmark])
  y <- return_of(level_of(share$symbol, "adj_close", sessions))
  x <- return_of(level_of(share$benchmark, "close", sessions))
  valid <- !is.na(y) & !is.na(x)
  # over the estimation window: the running sum up to day -11 less that up to day -131
  sum_of <- function(value) {{
    running <- cumsum(ifelse(valid, value, 0))
    before <- lagged(running, 131)
    lagged(running, 11) - ifelse(is.na(before), 0, before)
  }}
  n <- sum_of(1)
  mean_x <- sum_of(x) / n
  mean_y <- sum_of(y) / n
  s_xx <- sum_of(x * x) - n * mean_x^2
  s_xy <- sum_of(x * y) - n * mean_x * mean_y
  s_yy <- sum_of(y * y) - n * mean_y^2
  beta <- s_xy / s_xx
  alpha <- mean_y - beta * mean_x
  sigma <- suppressWarnings(sqrt((s_yy - beta * s_xy) / (n - 2))) # of two sessions there is none
  # over the event window, days -1 to +1
  window_x <- lagged(x, 1) + x + lagged(x, -1)
  window_y <- lagged(y, 1) + y + lagged(y, -1)
  car <- window_y - 3 * alpha - beta * window_x
  se <- sigma * sqrt(3 + 9 / n + (window_x - 3 * mean_x)^2 / s_xx)
  unknown <- is.na(n) | n < 30 | is.na(car)
  numbers <- data.frame(alpha, beta, sigma, car, se, t = car / se)
  numbers[unknown, ] <- NA
  day0 <- if (share$exchange == "XHKG") events$day0_hk else events$day0_us
  at <- match(as.character(day0), sessions)
  names <- data.frame(event_id = as.character(events$id), symbol = as.character(share$symbol))
  cbind(names, numbers[at, ])
}}

impacts <- do.call(rbind, lapply(seq_len(nrow(principal)), function(i) one_share(principal[i, ])))
both <- merge(impacts, served, by = c("event_id", "symbol"), suffixes = c("", "_served"))
stopifnot(nrow(both) == nrow(impacts), nrow(both) == nrow(served))
stopifnot(is.na(both$car) == is.na(both$car_served))
for (column in c("car", "se", "t")) {{
  apart <- max(abs(both[[column]] - both[[paste0(column, "_served")]]), na.rm = TRUE)
  if (apart >= 1e-9) stop(column, " lies ", apart, " apart")
}}
known <- !is.na(both$car)
for (column in c("alpha", "beta", "sigma")) {{
  apart <- max(abs(both[[column]] - both[[paste0(column, "_served")]])[known])
  if (apart >= 1e-9) stop(column, " lies ", apart, " apart")
}}
write.csv(impacts, "impacts-again.csv", row.names = FALSE, na = "")
cat(sum(known), "of", nrow(both), "pairs of event and share, equal to the served table\\n")
"""

_STATA = """* {name}: from the files to the impact table, in Stata.
*
* THIS FILE HAS NOT BEEN RUN: no Stata was at hand when it was written. It follows impacts.R, which is run
* and held against the served table, line by line; should a line fail, impacts.R says what it is to do.
*
* Reads events, listings and the served table as .dta and daily prices as CSV, and works out the abnormal
* return of every event and share again: a market model by ordinary least squares over 120 sessions that end
* eleven before day 0, days -1 to +1, the exact standard error of the prediction.
* The usual settings of the served table (a shrunk drift, an adaptive variance, sessions near other events
* left out) estimate alpha and sigma otherwise, from the same data. For Stata 14 or later.

version 14
clear all
set more off
local base "{base}"
local remote = strpos("`base'", "://") > 0
local textbook = cond(`remote', "?{textbook}", "")

* the files, copied to the working folder
copy "`base'/events.dta" "record-events.dta", replace
copy "`base'/listings.dta" "record-listings.dta", replace
copy "`base'/impacts.dta`textbook'" "record-impacts.dta", replace

* the principal shares
use "record-listings.dta", clear
keep if ring == 1
local shares = _N
local symbols ""
forvalues i = 1/`shares' {{
    local symbol`i' = symbol[`i']
    local benchmark`i' = benchmark[`i']
    local exchange`i' = exchange[`i']
    local symbols "`symbols',`symbol`i'',`benchmark`i''"
}}
local symbols = substr("`symbols'", 2, .)
local query = cond(`remote', "?bom=0&symbols=`symbols'", "")
copy "`base'/prices.csv`query'" "record-prices.csv", replace
import delimited using "record-prices.csv", clear varnames(1) case(preserve) encoding("utf-8")
generate day = date(date, "YMD")
format day %td
keep symbol day close adj_close
duplicates drop symbol day, force
save "record-prices.dta", replace

forvalues i = 1/`shares' {{
    * the share's price at the sessions of its exchange, which are the rows of the exchange's index
    use "record-prices.dta", clear
    keep if symbol == "`symbol`i''"
    rename adj_close level_y
    keep day level_y
    save "record-share.dta", replace
    use "record-prices.dta", clear
    keep if symbol == "`benchmark`i''"
    rename close level_x
    keep day level_x
    merge 1:1 day using "record-share.dta", keep(master match) nogenerate
    sort day
    generate long session = _n
    tsset session
    generate double y = level_y / L1.level_y - 1
    generate double x = level_x / L1.level_x - 1
    generate byte valid = !missing(y, x)

    * over the estimation window: the running sum up to day -11 less that up to day -131
    generate double r_n = sum(valid)
    generate double r_x = sum(cond(valid, x, 0))
    generate double r_y = sum(cond(valid, y, 0))
    generate double r_xx = sum(cond(valid, x * x, 0))
    generate double r_xy = sum(cond(valid, x * y, 0))
    generate double r_yy = sum(cond(valid, y * y, 0))
    foreach name in n x y xx xy yy {{
        generate double e_`name' = L11.r_`name' - cond(missing(L131.r_`name'), 0, L131.r_`name')
    }}
    generate double mean_x = e_x / e_n
    generate double mean_y = e_y / e_n
    generate double s_xx = e_xx - e_n * mean_x^2
    generate double s_xy = e_xy - e_n * mean_x * mean_y
    generate double s_yy = e_yy - e_n * mean_y^2
    generate double beta = s_xy / s_xx
    generate double alpha = mean_y - beta * mean_x
    generate double sigma = sqrt((s_yy - beta * s_xy) / (e_n - 2))

    * over the event window, days -1 to +1
    generate double window_x = L1.x + x + F1.x
    generate double window_y = L1.y + y + F1.y
    generate double car = window_y - 3 * alpha - beta * window_x
    generate double se = sigma * sqrt(3 + 9 / e_n + (window_x - 3 * mean_x)^2 / s_xx)
    generate double t = car / se
    foreach name in alpha beta sigma car se t {{
        replace `name' = . if missing(e_n) | e_n < 30 | missing(window_y, window_x)
    }}
    keep day alpha beta sigma car se t
    save "record-share.dta", replace

    * every event beside this share
    use "record-events.dta", clear
    generate day = cond("`exchange`i''" == "XHKG", day0_hk, day0_us)
    keep id day
    rename id event_id
    merge m:1 day using "record-share.dta", keep(master match) nogenerate
    generate symbol = "`symbol`i''"
    drop day
    if `i' > 1 append using "impacts-again.dta"
    save "impacts-again.dta", replace
}}

* held against the served table
foreach name in alpha beta sigma car se t {{
    rename `name' own_`name'
}}
merge 1:1 event_id symbol using "record-impacts.dta", assert(match) nogenerate
assert missing(own_car) == missing(car)
foreach name in alpha beta sigma car se t {{
    assert abs(own_`name' - `name') < 1e-9 if !missing(own_car)
}}
count if !missing(own_car)
display r(N) " of " _N " pairs of event and share, equal to the served table"
"""


def r_script(base: str) -> bytes:
    """The table in R. base: address of the files' folder, or a folder of copies, without a final slash."""
    return _R.format(name=record_name(), base=base, textbook=TEXTBOOK).encode()


def stata_script(base: str) -> bytes:
    """The same in Stata; see its head: it was not run."""
    return _STATA.format(name=record_name(), base=base, textbook=TEXTBOOK).encode()
