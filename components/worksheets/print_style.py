"""How the printed sheet looks: A4, ink on white, nothing that wastes toner."""

STYLE = """
@page { size: A4; margin: 15mm 16mm 17mm; @bottom-right { content: counter(page) " / " counter(pages);
  font: 8pt sans-serif; color: #5f5b52; } }
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; color: #1c1b19; background: #fff; font: 10.5pt/1.42 'Helvetica Neue', Arial,
  'Liberation Sans', sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 1.2rem 1rem 3rem; }
h1, h2 { font-family: Georgia, 'Times New Roman', 'Liberation Serif', serif; line-height: 1.2; margin: 0; }
h1 { font-size: 1.65rem; }
h2 { font-size: 1.15rem; margin: 1.3rem 0 .4rem; padding-top: .5rem; border-top: 1.5px solid #1c1b19;
  break-after: avoid; }
p { margin: .35rem 0; }
.kicker { text-transform: uppercase; letter-spacing: .08em; font-size: .72rem; color: #5f5b52;
  margin: 0 0 .2rem; }
.small, .given { font-size: .86rem; color: #43403a; }
nav { font-size: .86rem; background: #f6f4ef; padding: .6rem .8rem; margin-bottom: 1.1rem;
  border-radius: 4px; }
nav a { color: #1f4e79; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .9rem; font-size: .9rem;
  margin: .6rem 0; }
dt { color: #5f5b52; } dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: .84rem; font-variant-numeric: tabular-nums;
  margin: .35rem 0 .6rem; }
th { text-align: right; font-weight: 600; border-bottom: 1px solid #1c1b19; padding: .12rem .45rem;
  vertical-align: bottom; }
td { text-align: right; padding: .12rem .45rem; border-bottom: 1px solid #dcd7ca; }
th:first-child, td:first-child, th.word, td.word { text-align: left; }
tr { break-inside: avoid; } thead { display: table-header-group; }
.wide { overflow-x: auto; }
.tight table { font-size: .74rem; } .tight td, .tight th { padding: .1rem .25rem; }
.tighter table { font-size: .64rem; } .tighter td, .tighter th { padding: .08rem .12rem; }
.blank td.fill { border: 1px solid #8d877a; min-width: 4.2rem; height: 1.75rem; }
ol { list-style: none; margin: 0; padding: 0; }
ol > li { break-inside: avoid; margin: .75rem 0; padding-left: 2.1rem; position: relative; }
ol > li > .number { position: absolute; left: 0; top: 0; width: 1.4rem; height: 1.4rem;
  border: 1.2px solid #1c1b19; border-radius: 50%; text-align: center; font-size: .8rem; line-height: 1.3rem;
  font-weight: 600; }
.maths { overflow-x: auto; overflow-y: hidden; padding: .15rem 0; }
math { font-size: 1.06em; }
math[display=block] { text-align: left; margin: .1rem 0; width: max-content; }
.write { display: block; border-bottom: 1px dotted #43403a; height: 1.9rem; }
.result { display: flex; align-items: end; gap: .5rem; margin-top: .35rem; }
.result i { flex: 0 0 9rem; border: 1.2px solid #1c1b19; height: 1.9rem; }
.given { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: .1rem 1rem; }
.given span { display: flex; justify-content: space-between; align-items: baseline;
  border-bottom: 1px solid #dcd7ca; gap: .6rem; }
.finding { border-left: 3px solid #1c1b19; padding: .1rem 0 .1rem .8rem; font-size: 1.02rem; }
.page { break-before: page; }
.sample { columns: 3; column-gap: 1.2rem; } .sample.broad { columns: 2; }
.sample table { font-size: .68rem; margin: 0; }
.sample td, .sample th { padding: .03rem .2rem; }
.out td { color: #8d877a; text-decoration: line-through; } .out td:first-child, .out td.word {
  text-decoration: none; }
svg { width: 100%; height: auto; display: block; break-inside: avoid; }
.grid { stroke: #e6e1d6; fill: none; } .zero { stroke: #8d877a; fill: none; } .line { stroke: #1f4e79;
  stroke-width: 2; fill: none; }
.dot { fill: none; stroke: #5f5b52; } .event { fill: #a33b20; } .tick, .axis, .day { font: 11px Arial,
  'Liberation Sans', sans-serif; fill: #43403a; } .day { font-weight: 700; fill: #7d2c17; }
@media (max-width: 640px) { .sample, .sample.broad { columns: 1; } }
@media print { svg { max-width: 86%; } main { max-width: none; padding: 0; } nav { display: none; } body {
  font-size: 9.8pt; } a { color: inherit; } .wide, .maths { overflow: visible; } }
"""
