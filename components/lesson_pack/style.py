"""How the pack looks: the worksheets' paper, and a foot on every page that says what may be copied."""

from __future__ import annotations

from components.worksheets.print_style import STYLE as PAPER

_FEET = {
    "plan": "Plan · for the teacher",
    "predict": "Sheet 1 · before the reveal · for the class",
    "reproduce": "Sheet 2 · after the reveal · for the class",
    "answers": "Answers · for the teacher",
}
"""Parts of the pack, and what stands at the foot of their pages."""

STYLE = (
    PAPER
    + "".join(
        f'@page {name} {{ @bottom-left {{ content: "{foot}"; font: 8pt sans-serif; color: #5f5b52; }} }}\n'
        f".{name} {{ page: {name}; }}\n"
        for name, foot in _FEET.items()
    )
    + """
.part + .part { break-before: page; margin-top: 3rem; }
h2 { border-top: 0; padding-top: 0; margin-top: .4rem; font-size: 1.35rem; }
h3 { font: 700 1rem/1.25 Georgia, 'Times New Roman', 'Liberation Serif', serif; margin: .1rem 0 .2rem;
  break-after: avoid; }
.plan { font-size: .94em; line-height: 1.33; } .plan h3 { margin-top: .6rem; }
.kicker { break-after: avoid; }
ul { margin: .2rem 0; padding-left: 1.1rem; } li { margin: .1rem 0; overflow-wrap: anywhere; }
table { width: 100%; }
td { vertical-align: top; }
.stages td:first-child, .closes td { white-space: nowrap; }
.stages td:first-child { width: 4rem; }
ol.events { list-style: decimal; padding-left: 1.3rem; } ol.events > li { margin: .1rem 0; padding: 0; }
.ask { font-style: italic; margin: .1rem 0 0; }
.name { display: flex; gap: .5rem; align-items: end; } .name span { flex: 0 0 16rem;
  border-bottom: 1px dotted #43403a; height: 1.2rem; }
.task, .answer { border-top: 1px solid #8d877a; padding-top: .5rem; margin-top: .8rem; }
.task, .worked { break-inside: avoid; }
.steps th { font-weight: 600; font-size: .74rem; text-align: center; white-space: nowrap; }
.steps th.word { text-align: left; }
.steps tbody th { font-size: .82rem; vertical-align: middle; }
.steps td.fill { text-align: center; vertical-align: middle; min-width: 0; width: 13%; }
.steps td.fill:last-child { width: 18%; }
.steps td.fill i { display: inline-block; width: 1rem; height: 1rem; border: 1.2px solid #1c1b19;
  border-radius: 3px; vertical-align: middle; }
.why { margin: .5rem 0 -1.2rem; font-size: .86rem; }
.result { align-items: center; justify-content: space-between; margin: .4rem 0 0; font-size: 1em; }
.result i { flex: 0 0 7rem; }
.closes th { white-space: normal; vertical-align: bottom; }
.closes.blank td { vertical-align: middle; padding-top: 0; padding-bottom: 0; }
.closes.blank td.fill { min-width: 3.4rem; height: 1.5rem; }
.worked { background: #f6f4ef; padding: .3rem .7rem; margin: .4rem 0; border-radius: 4px; }
.sources, .foot { font-size: .85em; } .sources a { overflow-wrap: anywhere; }
.foot { margin-top: 1rem; border-top: 1px solid #dcd7ca; padding-top: .4rem; }
@media print { .part + .part { margin-top: 0; } .worked { background: none; border-left: 2px solid #8d877a;
  border-radius: 0; } a { text-decoration: none; } }
"""
)
