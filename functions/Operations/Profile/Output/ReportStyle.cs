namespace Pipeline.Operations.Profile.Output;

/// <summary>The report's style sheet, for any screen width, light and dark mode, and print.</summary>
internal static class ReportStyle
{
    public const string Css = """
        :root {
          color-scheme: light dark;
          --paper: #fff; --panel: #f6f7f9; --ink: #1c2229; --soft: #5b6672; --line: #dfe3e8;
          --bar: #3f6fb5; --bar-soft: #c9d8ee; --mark: #b4531c; --note: #fdf5e6; --note-line: #e2b25a;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #14181d; --panel: #1c2229; --ink: #e4e8ec; --soft: #9aa5b1; --line: #313942;
            --bar: #7aa5e3; --bar-soft: #2c4266; --mark: #f0a06a; --note: #2a2417; --note-line: #a8812f;
          }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0; background: var(--paper); color: var(--ink);
          font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
          font-variant-numeric: tabular-nums;
        }
        main { max-width: 68rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; }
        h1 {
          margin: 0; font-size: 1.75rem; line-height: 1.25; font-weight: 650; letter-spacing: -.01em;
          overflow-wrap: anywhere;
        }
        h2 { margin: 2.75rem 0 .75rem; font-size: 1.15rem; font-weight: 650; }
        h3 { margin: 0; font-size: 1.15rem; font-weight: 650; overflow-wrap: anywhere; }
        h4 { margin: 0 0 .35rem; font-size: .8rem; font-weight: 600; color: var(--soft); }
        a { color: inherit; text-decoration-color: var(--line); text-underline-offset: .2em; }
        a:hover { text-decoration-color: currentColor; }
        .kicker { margin: 0 0 .25rem; color: var(--soft); font-size: .85rem; }
        .facts { display: flex; flex-wrap: wrap; gap: .25rem 2.5rem; margin: 1.25rem 0 0; }
        .facts div { min-width: 6rem; }
        .facts dt { color: var(--soft); font-size: .8rem; }
        .facts dd { margin: 0; font-size: 1.2rem; font-weight: 600; }
        .warnings { margin: 0; padding: 0; list-style: none; }
        .warnings li {
          margin: 0 0 .4rem; padding: .45rem .75rem; background: var(--note); border-left: 3px solid
          var(--note-line); border-radius: 2px; overflow-wrap: anywhere;
        }
        .scroll { overflow-x: auto; }
        table { width: 100%; border-collapse: collapse; }
        caption { text-align: left; color: var(--soft); font-size: .8rem; font-weight: 600; padding: 0 0 .35rem; }
        th { text-align: left; font-size: .8rem; font-weight: 600; color: var(--soft); }
        th, td { padding: .3rem .9rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        th:last-child, td:last-child { padding-right: 0; }
        tbody th { font-size: inherit; color: inherit; overflow-wrap: anywhere; }
        .n { text-align: right; white-space: nowrap; }
        .overview { min-width: 40rem; }
        .overview th, .overview td { padding-right: 1.75rem; }
        .overview td:last-child { color: var(--soft); overflow-wrap: anywhere; }
        article { padding: 1.5rem 0 1.75rem; border-top: 1px solid var(--line); }
        article header {
          display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem .75rem; margin-bottom: .9rem;
        }
        .kind { color: var(--soft); font-size: .85rem; }
        article .warnings { margin-bottom: 1rem; }
        .grid { display: grid; grid-template-columns: minmax(13rem, 19rem) 1fr; gap: 1.5rem 2.5rem; }
        .grid > * { min-width: 0; }
        .grid dl { display: grid; grid-template-columns: auto 1fr; gap: .15rem 1rem; margin: 0; align-content: start; }
        .grid dt { color: var(--soft); }
        .grid dd { margin: 0; text-align: right; overflow-wrap: anywhere; }
        .charts { display: grid; gap: 1.25rem; align-content: start; }
        svg { display: block; width: 100%; height: auto; overflow: visible; }
        svg rect { fill: var(--bar); }
        svg rect.end { fill: var(--bar-soft); }
        svg .axis { stroke: var(--line); }
        svg .middle { stroke: var(--mark); stroke-dasharray: 3 2; }
        svg text { fill: var(--soft); font-size: 11px; }
        svg text.middle { fill: var(--mark); stroke: none; }
        .frequent td, .frequent th { padding: .2rem .9rem .2rem 0; border: 0; }
        .frequent tbody th { font-weight: 400; width: 45%; }
        .frequent .track { width: 35%; padding-right: 0; }
        .bar {
          display: block; height: .7rem; margin-top: .4rem; min-width: 1px; background: var(--bar); border-
          radius: 1px;
        }
        .none, .small { color: var(--soft); }
        .small { margin: .5rem 0 0; font-size: .8rem; }
        footer {
          margin-top: 2.5rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--soft); font-
          size: .85rem;
        }
        footer p { margin: 0 0 .5rem; max-width: 46rem; }
        @media (max-width: 44rem) {
          main { padding: 1.5rem 1rem 3rem; }
          .grid { grid-template-columns: 1fr; }
        }
        @media print {
          :root {
            --paper: #fff; --panel: #fff; --ink: #000; --soft: #444; --line: #bbb;
            --bar: #3f6fb5; --bar-soft: #c9d8ee; --mark: #b4531c; --note: #fff; --note-line: #e2b25a;
          }
          body { font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          main { max-width: none; padding: 0; }
          article, tr, li { break-inside: avoid; }
          h2, h3 { break-after: avoid; }
          a { text-decoration: none; }
        }

        """;
}
