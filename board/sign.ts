// Small signs, each with a shape of its own, so that colour never speaks alone.

import { type Html, html } from './html.ts';

export type Sign =
  | 'hollow'
  | 'half'
  | 'check'
  | 'cross'
  | 'back'
  | 'forward'
  | 'square'
  | 'waiting'
  | 'mark';

const disc = html`<circle cx="8" cy="8" r="7.25" fill="currentColor"/>`;
const ring = html`<circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.5"/>`;

/** Drawn into a disc of the tone's colour, in the colour of what is behind it. */
const stroke = (path: string) =>
  html`${disc}<path d="${path}" fill="none" class="tg-ground" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"/>`;

const drawings: Readonly<Record<Sign, Html>> = {
  hollow: ring,
  half: html`${ring}<path d="M8 3.5a4.5 4.5 0 0 1 0 9z" fill="currentColor"/>`,
  check: stroke('M4.75 8.25 7 10.5l4.25-4.75'),
  cross: stroke('m5.5 5.5 5 5m0-5-5 5'),
  back: stroke('M7 4.75 4.25 7.5 7 10.25M4.5 7.5h4.75a2.25 2.25 0 0 1 0 4.5H8'),
  forward: html`${ring}<path d="M6.5 5v6L11 8z" fill="currentColor"/>`,
  square: stroke('M5.75 5.75h4.5v4.5h-4.5z'),
  waiting: html`${ring}<path d="M8 4.75V8l2.25 1.5" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"/>`,
  mark: stroke('M8 4.25v4.5m0 2.75v.01'),
};

/** A sign of 16 by 16; the words beside it say the same. */
export function signOf(sign: Sign): Html {
  return html`<svg class="tg-sign" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">${drawings[sign]}</svg>`;
}

/** The same at a place inside another drawing. */
export function signAt(sign: Sign, x: number, y: number): Html {
  return html`<g transform="translate(${x} ${y})">${drawings[sign]}</g>`;
}
