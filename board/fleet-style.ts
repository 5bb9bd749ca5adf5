// The style of the fleet's table, beside the board's own.

export const fleetStyle = `
.tg-filters{display:flex;flex-wrap:wrap;gap:4px 14px;margin:0 0 10px;font-size:13px}
.tg-filters b{font-weight:650}
.tg-wide{overflow-x:auto}
.tg-fleet{width:100%;border-collapse:collapse;font-size:12.5px;background:none;color:inherit}
.tg-fleet caption{text-align:left;color:var(--muted);padding-bottom:6px}
.tg-fleet th,.tg-fleet td{text-align:left;vertical-align:top;padding:5px 12px 5px 0;border:0;border-bottom:1px solid var(--line);background:none;color:inherit;font-weight:400}
.tg-fleet thead th{color:var(--muted);font-weight:550;position:sticky;top:0;background:var(--ground)}
.tg-fleet tbody th{font-weight:550;min-width:130px}
.tg-fleet td{min-width:110px}.tg-fleet a{unicode-bidi:isolate}
.tg-fleet i{font-style:normal;color:var(--muted)}
.tg-fleet b{font-weight:600}
.tg-fleet p{font-size:12.5px;margin-top:2px}
.tg-fleet code,.tg-needs code{font:500 12px/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.tg-needs{display:flex;flex-direction:column;gap:8px;margin-bottom:18px}
.tg-needs li{background:var(--card);border:1px solid var(--line);border-left:3px solid var(--bad);border-radius:8px;padding:8px 12px}
@media (max-width:560px){.tg-fleet thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
.tg-fleet,.tg-fleet caption,.tg-fleet tbody,.tg-fleet tr,.tg-fleet th,.tg-fleet td{display:block;border:0}
.tg-fleet tr{border-bottom:1px solid var(--line);padding:6px 0}.tg-fleet td:empty{display:none}
.tg-fleet td::before{color:var(--muted);font-size:11.5px;display:block}}`;
