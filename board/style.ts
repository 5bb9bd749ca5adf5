// The board's style. Every rule is within `.tg`, so that it can stand in a page that is not ours.

/** Each pair of ink and ground has a contrast of 4.5 or more. */
const light = `--ground:#f2f6f7;--card:#fff;--ink:#12252d;--muted:#51666f;--line:#d3dfe3;--tide:#0a6c8c;--water:#e1f1f6;
--water-far:#edf7fa;--good:#1a7249;--bad:#b0342a;--warn:#855600;--bed:#dbe6ea;--logo:#0a6c8c;`;

const dark = `--ground:#0b151a;--card:#122129;--ink:#e4eef2;--muted:#9cb1ba;--line:#254049;--tide:#56c3e8;--water:#12394a;
--water-far:#123040;--good:#63d09a;--bad:#ff9184;--warn:#efbd5e;--bed:#25404b;--logo:#0e7396;`;

const frame = `
.tg{${light}color-scheme:light dark;background:var(--ground);color:var(--ink);font:14px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;
padding:clamp(12px,2vw,28px);overflow-wrap:anywhere;min-height:100%;box-sizing:border-box}
@media (prefers-color-scheme:dark){.tg{${dark}}}
.cwdb-theme-dark .tg{${dark}}
.cwdb-theme-light .tg{${light}}
.tg *{box-sizing:border-box}
.tg :where(h1,h2,h3,p,ul,ol){margin:0;padding:0;color:inherit}
.tg :where(ul,ol){list-style:none}
.tg h1{font-size:22px;line-height:1.2;font-weight:650;letter-spacing:-.01em}
.tg h2{font-size:12px;font-weight:650;letter-spacing:.07em;text-transform:uppercase;color:var(--muted)}
.tg h3{font-size:15px;font-weight:600;line-height:1.3}
.tg a{color:var(--tide)}
.tg-muted{color:var(--muted)!important;font-size:12.5px}
.tg-good{color:var(--good)!important}.tg-bad{color:var(--bad)!important}.tg-warn{color:var(--warn)!important}
.tg-tide{color:var(--tide)!important}.tg-quiet{color:var(--muted)!important}
.tg-sign{flex:none;display:block;margin-top:2px}.tg-ground{stroke:var(--card)}
.tg-revision{font:500 12.5px/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:normal}`;

const head = `
.tg-head{display:flex;flex-wrap:wrap;align-items:center;gap:8px 14px;margin-bottom:20px}
.tg-logo{flex:none}.tg-logo-ground{fill:var(--logo)}
.tg-logo-gate{stroke:#fff;stroke-width:2.5;stroke-linecap:round;fill:none}
.tg-logo-water{stroke:#9fdcf0;stroke-width:2;stroke-linecap:round;fill:none}
.tg-headline{display:flex;gap:8px;align-items:flex-start;background:var(--card);border:1px solid var(--line);border-radius:12px;padding:7px 13px 7px 11px;font-weight:550}
.tg-headline .tg-sign{margin-top:2px}
.tg-now{margin-left:auto}`;

const stages = `
.tg-stages{display:flex;flex-wrap:wrap;gap:14px;align-items:stretch}
.tg-stage{flex:1 1 190px;min-width:0;max-width:100%;display:flex;flex-direction:column;gap:6px;border-top:2px solid var(--line);padding-top:10px}
.tg-span-2{flex:2 1 380px}.tg-span-3{flex:3 1 560px}.tg-span-4{flex:4 1 760px}.tg-span-5{flex:5 1 900px}.tg-span-6{flex:6 1 1000px}
.tg-holder{font-size:12.5px;min-height:18px}
.tg-notice{display:flex;gap:7px;font-size:12.5px;line-height:1.5}
.tg-waves{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,178px),1fr));gap:12px;flex:1;margin-top:4px}
.tg-wave{position:relative;overflow:hidden;background:var(--card);border:1px solid var(--line);border-top:3px solid var(--line);border-radius:10px;min-width:0}
.tg-edge-good{border-top-color:var(--good)}.tg-edge-bad{border-top-color:var(--bad)}.tg-edge-warn{border-top-color:var(--warn)}.tg-edge-tide{border-color:var(--tide)}
.tg-wave-inside{position:relative;padding:11px 12px 12px;display:flex;flex-direction:column;gap:5px}
svg.tg-tide{position:absolute;inset:0;width:100%;height:100%}
.tg-water{fill:var(--water)}.tg-water-far{fill:var(--water-far)}
.tg-status{display:flex;gap:7px;font-weight:550;font-size:13.5px}
.tg-bake{margin:2px 0}.tg-bake p{font-size:13px;margin-top:4px}
.tg-bar{display:block;width:100%;height:8px}.tg-bar-bed{fill:var(--bed)}.tg-bar-full{fill:var(--tide)}
.tg-reason{font-size:12.5px;line-height:1.4}
.tg-brief{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden}
.tg-tests,.tg-targets{display:flex;flex-direction:column;gap:7px;border-top:1px solid var(--line);padding-top:9px;margin-top:4px}
.tg-tests li,.tg-target{display:flex;gap:8px;min-width:0}
.tg-tests li>div,.tg-target>div{min-width:0}
.tg-target-name{color:var(--ink);font-weight:550;font-size:13px}
.tg-kind{color:var(--muted);font-size:11.5px}
.tg-runs{color:var(--ink);font-size:12.5px}.tg-was{color:var(--muted)}
.tg-field{display:block;width:100%;max-width:360px;height:auto;margin-top:6px}
.tg-many summary{cursor:pointer;font-size:12.5px}`;

const below = `
.tg-below{display:flex;flex-wrap:wrap;gap:28px;margin-top:26px}
.tg-below>section{min-width:0;flex:1 1 300px}.tg-below>section+section{flex:3 1 560px;max-width:100%}
.tg-below h2{border-top:2px solid var(--line);padding-top:10px;margin-bottom:8px}
.tg-releases{display:flex;flex-direction:column;gap:10px}
.tg-releases li{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:10px 12px;display:flex;flex-direction:column;gap:4px}
.tg-track{display:block;max-width:100%;height:auto;margin:3px 0}.tg-link{stroke:currentColor;stroke-width:1.5;opacity:.6}
.tg-ledger{width:100%;border-collapse:collapse;table-layout:fixed;font-size:12.5px;background:none;color:inherit}
.tg-ledger th,.tg-ledger td{text-align:left;vertical-align:top;padding:5px 10px 5px 0;border:0;border-bottom:1px solid var(--line);background:none;color:inherit}
.tg-ledger th{color:var(--muted);font-weight:550}
.tg-ledger th:nth-child(1){width:136px}.tg-ledger th:nth-child(2){width:150px}
.tg-ledger td:nth-child(1){color:var(--muted);font-variant-numeric:tabular-nums}
@media (max-width:560px){.tg-ledger th:nth-child(1){width:70px}.tg-ledger th:nth-child(2){width:88px}}`;

const stopping = `
.tg cwdb-action{display:none}.tg-stops{margin:-6px 0 18px;font-size:13px}.tg-stops summary{cursor:pointer;color:var(--muted);width:max-content;max-width:100%}
.tg-stop-fields{display:flex;flex-wrap:wrap;gap:6px 14px;margin:6px 0!important}.tg-stop-fields label{display:flex;flex-wrap:wrap;gap:2px 6px;align-items:center}
.tg-stop-list{display:flex;flex-wrap:wrap;gap:8px 12px;margin-top:6px!important}
.tg .btn,.tg-stops input{font:inherit;color:var(--ink);background:var(--card);border:1px solid var(--muted);border-radius:6px;padding:4px 10px;min-height:30px;max-width:100%}
.tg .btn{color:var(--bad);border-color:var(--bad);font-weight:600;cursor:pointer;overflow-wrap:anywhere;white-space:normal}
.tg time{white-space:nowrap}.tg-quieted{margin:18px 0;font-size:13px}.tg-quieted ul{display:flex;flex-direction:column;gap:7px;margin-top:6px!important}.tg-quieted li{display:flex;gap:8px;min-width:0}.tg-quieted li>div{min-width:0}
.tg-quieted code,.tg-stops code,.tg-pressed code,.tg-holds code,.tg-gate code{font:500 12px/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.tg-pressed p{margin:0 0 8px}`;

export const style = `${frame}${head}${stages}${stopping}${below}`;
