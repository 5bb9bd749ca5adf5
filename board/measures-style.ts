// The style of the page of measures, beside the board's own.

export const measuresStyle = `
.tg section{margin-top:22px}.tg section>h2{margin-bottom:8px}
.tg-filters{display:flex;flex-wrap:wrap;gap:4px 14px;margin:0 0 10px;font-size:13px}.tg-filters b{font-weight:650}
.tg-wide{overflow-x:auto}
.tg-measures{border-collapse:collapse;font-size:12.5px;background:none;color:inherit}
.tg-measures th,.tg-measures td{text-align:left;vertical-align:top;padding:5px 18px 5px 0;border:0;border-bottom:1px solid var(--line);background:none;color:inherit;font-weight:400;white-space:nowrap}
.tg-measures thead th{color:var(--muted);font-weight:550}
.tg-measures tbody th{font-weight:550;white-space:normal;min-width:110px}
.tg-meter{display:block;width:84px;height:5px;margin-top:4px}.tg-meter rect{fill:var(--bed)}.tg-meter rect+rect{fill:var(--tide)}
.tg-plot{display:block;width:min(100%,640px);height:auto;margin:4px 0 10px;overflow:visible}
.tg-plot text{font:11px system-ui,sans-serif;fill:var(--muted)}.tg-plot line{stroke:var(--line)}
.tg-plot-good{fill:var(--good)}.tg-plot-bad{fill:var(--bad)}.tg-plot-line{fill:none;stroke:var(--tide);stroke-width:1.5}
.tg-part-0{fill:var(--muted)}.tg-part-1{fill:var(--warn)}.tg-part-2{fill:var(--tide)}.tg-part-3{fill:var(--good)}.tg-part-4{fill:var(--bad)}
.tg-part-0,.tg-part-1,.tg-part-2,.tg-part-3,.tg-part-4{stroke:var(--card);stroke-width:1}
.tg-stacked{display:block;width:240px;height:10px}
.tg-key{display:inline-block;width:10px;height:10px;margin-right:4px;vertical-align:-1px}`;
