// What follows a page where there is a script: its main part is put in anew each time that it has changed. Without a
// script the page loads itself.

import { createHash } from 'node:crypto';

/** Where the parts come from, by the path and the query of the page that they are of. */
export const LIVE_PATH = '/live';

/** What was opened and what has the focus stay so. */
export const liveScript = `(()=>{
const main=document.querySelector('main');
const opened=()=>[...main.querySelectorAll('details')];
const events=new EventSource('${LIVE_PATH}?page='+encodeURIComponent(location.pathname)+'&'+location.search.slice(1));
events.onmessage=(event)=>{
const open=opened().map((each)=>each.open);
const held=document.activeElement;
const place=main.contains(held)?[...main.querySelectorAll('a,summary,[tabindex]')].indexOf(held):-1;
main.innerHTML=JSON.parse(event.data);
opened().forEach((each,index)=>{if(open[index])each.open=true});
if(place>=0)main.querySelectorAll('a,summary,[tabindex]')[place]?.focus({preventScroll:true});
};
})();`;

const hash = createHash('sha256').update(liveScript).digest('base64');

/** Nothing but the page's own style and this script, which asks its own server alone. */
export const livePolicy =
  `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; connect-src 'self'; ` +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
