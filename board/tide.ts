// Water: how far a bake is, as a level in the wave's card and as a bar to read.

import { type Html, html } from './html.ts';

/** The crest's swell, in hundredths of the card's height. */
const SWELL = 2.2;

/** The water behind a card's text, risen to the bake's progress. */
export function tide(progress: number): Html {
  const level = (1 - progress) * 100;
  return html`<svg class="tg-tide" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
<path class="tg-water-far" d="${surface(level, -SWELL)}"/><path class="tg-water" d="${surface(level, SWELL)}"/></svg>`;
}

function surface(level: number, swell: number): string {
  const y = level.toFixed(2);
  return `M0 ${y}q12.5 ${-swell} 25 0t25 0t25 0t25 0V100H0z`;
}

const BAR = 200;

/** A bar with its value said in words for those who do not see it. */
export function bar(progress: number, label: string): Html {
  const full = Math.round(progress * BAR);
  return html`<svg class="tg-bar" viewBox="0 0 ${BAR} 8" preserveAspectRatio="none" role="img" aria-label="${label}">
<rect class="tg-bar-bed" width="${BAR}" height="8" rx="4"/><rect class="tg-bar-full" width="${full}" height="8" rx="4"/></svg>`;
}

/** Tidegate's mark: a gate's leaf that stands in the water. */
export function logo(): Html {
  return html`<svg class="tg-logo" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
<rect width="32" height="32" rx="8" class="tg-logo-ground"/>
<path d="M9 6v13M23 6v13M9 8.5h14" class="tg-logo-gate"/><path d="M16 8.5V15" class="tg-logo-gate"/>
<path d="M4 21.5q3-2.5 6 0t6 0t6 0t6 0M4 26q3-2.5 6 0t6 0t6 0t6 0" class="tg-logo-water"/></svg>`;
}
