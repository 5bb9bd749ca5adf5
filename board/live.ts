// What a page does where there is a script: it says its times in the zone of whoever reads, and follows: its main part
// is put in anew each time that it has changed. Without a script its times are UTC, and it loads itself.

import { createHash } from 'node:crypto';

/** Where the parts come from, by the path and the query of the page that they are of. */
export const LIVE_PATH = '/live';

const TOLD = 'tg-told';

/** As `shortTime` writes them; a time without seconds stays so. */
export const timesScript = `(()=>{
const zone=new Intl.DateTimeFormat().resolvedOptions().timeZone;
if(!zone)return;
const isKorean=document.documentElement.lang==='ko';
const months=new Intl.DateTimeFormat('en-US',{month:'short'});
const two=(value)=>String(value).padStart(2,'0');
const say=()=>{
for(const each of document.querySelectorAll('time[datetime]')){
const at=new Date(each.dateTime);
if(isNaN(at))continue;
const day=isKorean?(at.getMonth()+1)+'월 '+at.getDate()+'일':at.getDate()+' '+months.format(at);
const seconds=/T..:..Z$/.test(each.dateTime)?'':':'+two(at.getSeconds());
each.textContent=day+' '+two(at.getHours())+':'+two(at.getMinutes())+seconds;
}
for(const each of document.querySelectorAll('[data-zone]'))each.textContent=zone;
};
say();
addEventListener('${TOLD}',say);
})();`;

/** What was opened and what has the focus stay so. */
export const liveScript = `(()=>{
const main=document.querySelector('main');
const opened=()=>[...main.querySelectorAll('details')];
const asked=new URLSearchParams(location.search);
asked.set('page',location.pathname);
asked.set('lang',document.documentElement.lang);
const events=new EventSource('${LIVE_PATH}?'+asked);
events.onmessage=(event)=>{
const open=opened().map((each)=>each.open);
const held=document.activeElement;
const place=main.contains(held)?[...main.querySelectorAll('a,summary,[tabindex]')].indexOf(held):-1;
main.innerHTML=JSON.parse(event.data);
opened().forEach((each,index)=>{if(open[index])each.open=true});
if(place>=0)main.querySelectorAll('a,summary,[tabindex]')[place]?.focus({preventScroll:true});
dispatchEvent(new Event('${TOLD}'));
};
})();`;

const hashes = [timesScript, liveScript].map(
  (script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
);

const policyWith = (scripts: string, connects: string) =>
  `default-src 'none'; style-src 'unsafe-inline'; ${scripts}${connects}` +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Nothing but the page's own style and these scripts, one of which asks its own server alone. */
export const livePolicy = policyWith(`script-src ${hashes.join(' ')}; `, "connect-src 'self'; ");

/** Nothing but the page's own style and the script that says its times: no frame, no other site. */
export const stillPolicy = policyWith(`script-src ${hashes[0]}; `, '');
