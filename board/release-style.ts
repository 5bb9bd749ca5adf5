// The style of a release's page, beside the board's own.

export const storyStyle = `
.tg h1 .tg-revision{font-size:20px;font-weight:650}
.tg h4{margin:8px 0 2px;font-size:13px;font-weight:600}
.tg-story-why{margin-bottom:12px}
.tg-facts{display:flex;flex-wrap:wrap;gap:6px 28px;margin:0 0 18px}
.tg-facts dt{color:var(--muted);font-size:12px}.tg-facts dd{margin:0;font-size:13px}
.tg section{margin-bottom:22px}.tg section>h2{margin-bottom:8px}
.tg-story-wave{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:10px 14px;margin-bottom:10px}
.tg-suspects{padding-left:0;font-size:12.5px}
.tg-strip{display:block;width:min(100%,760px);height:auto;margin:0 0 12px}.tg-strip text{font:12px system-ui,sans-serif;fill:var(--ink)}
.tg-strip-way{fill:var(--muted)}.tg-strip-bake{fill:var(--tide)}.tg-strip-mark{stroke:var(--bad);fill:var(--bad)}
.tg-story th:nth-child(2){width:96px}.tg-story th:nth-child(3){width:150px}
.tg-wide{overflow-x:auto}
.tg-metrics{border-collapse:collapse;font-size:12.5px;background:none;color:inherit}
.tg-metrics th,.tg-metrics td{text-align:left;vertical-align:middle;padding:3px 16px 3px 0;border:0;background:none;color:inherit;font-weight:400}
.tg-metrics thead th{color:var(--muted);font-weight:550}
.tg-chart{display:block;width:min(320px,60vw);height:44px}
.tg-chart path{fill:none;stroke-width:1.25;vector-effect:non-scaling-stroke}
.tg-chart-before{stroke:var(--muted)}.tg-chart-after{stroke:var(--tide)}
.tg-chart-expected{stroke:var(--good);stroke-dasharray:4 3}.tg-chart-since{stroke:var(--line)}
@media (max-width:560px){.tg-metrics,.tg-metrics thead,.tg-metrics tbody{display:block}.tg-metrics tr{display:grid;grid-template-columns:minmax(0,1fr) 76px 76px}
.tg-metrics td{overflow-wrap:normal}.tg-metrics :is(th,td):last-child{grid-column:1/-1;padding-right:0}.tg-metrics thead th:last-child{display:none}.tg-chart{width:100%}
.tg-story,.tg-story thead,.tg-story tbody{display:block}.tg-story tr{display:grid;grid-template-columns:auto auto minmax(0,1fr);border-bottom:1px solid var(--line);padding:5px 0}
.tg-story tr>:nth-child(n){width:auto;border:0;padding:0 10px 0 0}.tg-story tr>:last-child{grid-column:1/-1}}`;
