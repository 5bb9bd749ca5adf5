// A stage's column: who may change it, what keeps its gate shut, and its waves.

import type { StageView } from '../core/board/stage-view.ts';
import type { Tone } from './appearances.ts';
import { foreign, type Html, html } from './html.ts';
import { type Sign, signOf } from './sign.ts';
import { revision } from './target.ts';
import { timeElement, told } from './times.ts';
import { waveCard } from './wave.ts';

export function stageColumn(stage: StageView): Html {
  const span = Math.min(6, Math.max(1, stage.waves.length));
  return html`<section class="tg-stage tg-span-${span}" aria-label="Stage ${stage.name}">
<h2>${foreign(stage.name)}</h2>
${holderLine(stage)}
${noticesOf(stage)}
<ol class="tg-waves">${stage.waves.map(waveCard)}</ol>
</section>`;
}

function holderLine({ holder, hold, frozen, stops }: StageView): Html | undefined {
  if (holder === undefined && (hold || frozen || stops)) return undefined;
  if (holder === undefined) return html`<p class="tg-holder tg-muted">free</p>`;
  const doing = holder.intent === 'deploy' ? 'held by' : 'being taken back from';
  return html`<p class="tg-holder">${doing} ${revision(holder.label)} <span class="tg-muted">since ${timeElement(holder.since)}</span></p>`;
}

function noticesOf({ waiting, queue = [], pileUp, hold, frozen, stops = [] }: StageView): Html[] {
  return [
    ...(frozen
      ? [
          notice(
            'bad',
            'mark',
            html`<strong>Frozen</strong> since ${timeElement(frozen.since)}: ${told(frozen.reason)}`,
          ),
        ]
      : []),
    ...stops.map(({ what }) =>
      notice('warn', 'square', html`<strong>Stopped</strong>: ${told(what)}`),
    ),
    ...(hold
      ? [
          notice(
            'warn',
            'square',
            html`<strong>Held</strong>: only something newer than ${revision(hold.label)} may enter`,
          ),
        ]
      : []),
    ...(waiting
      ? [
          notice(
            'warn',
            'waiting',
            html`${revision(waiting.label)} waits in front of the gate since ${timeElement(waiting.since)}${behind(queue, pileUp)}`,
          ),
        ]
      : []),
  ];
}

/** How many more have come: those behind it in a queue, or those that gave way to it. */
function behind(queue: readonly unknown[], pileUp: StageView['pileUp']): Html | undefined {
  if (pileUp === undefined || pileUp.revisions < 2) return undefined;
  const others = pileUp.revisions - 1;
  const who = queue.length > 0 ? `${others} behind it` : `${others} gave way to it`;
  return html`, ${who}, the oldest since ${timeElement(pileUp.since)}`;
}

function notice(tone: Tone, sign: Sign, text: Html): Html {
  return html`<p class="tg-notice tg-${tone}">${signOf(sign)}<span>${text}</span></p>`;
}
