"""Fresh prices and a user's own listings, through yfinance.

Nothing here touches the network unless it is called: by the command
`python -m data refresh`, the button on the page, or the daily refresh that
CRACKDOWN_REFRESH=daily asks for.
"""

from __future__ import annotations

from data.market.apply import confirm_quarantined, drop_quarantined
from data.market.daily import start_daily_refresh
from data.market.export import export_tables
from data.market.listings import ListingError, add_listing, remove_listing, user_listings
from data.market.refresh import refresh
from data.market.report import Outcome, Report, last_refresh
from data.market.rows import drop_row, replace_row

__all__ = [
    "ListingError",
    "Outcome",
    "Report",
    "add_listing",
    "confirm_quarantined",
    "drop_quarantined",
    "drop_row",
    "export_tables",
    "last_refresh",
    "refresh",
    "remove_listing",
    "replace_row",
    "start_daily_refresh",
    "user_listings",
]
