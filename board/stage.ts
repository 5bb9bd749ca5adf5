// A stage's column: who may change it, what keeps its gate shut, and its waves.

import type { StageView } from '../core/board/stage-view.ts';
import type { Tone } from './appearances.ts';
import { foreign, type Html, html } from './html.ts';
import { type Reader, timeElement, told } from './reader.ts';
import { type Sign, signOf } from './sign.ts';
import { revision } from './target.ts';
import { waveCard } from './wave.ts';

export function stageColumn(stage: StageView, reader: Reader): Html {
  const span = Math.min(6, Math.max(1, stage.waves.length));
  return html`<section class="tg-stage tg-span-${span}" aria-label="${reader.words.stage(stage.name)}">
<h2>${foreign(stage.name)}</h2>
${holderLine(stage, reader)}
${noticesOf(stage, reader)}
<ol class="tg-waves">${stage.waves.map((wave) => waveCard(wave, reader))}</ol>
</section>`;
}

function holderLine({ holder, hold, frozen, stops }: StageView, reader: Reader): Html | undefined {
  const { words } = reader;
  if (holder === undefined && (hold || frozen || stops)) return undefined;
  if (holder === undefined) return html`<p class="tg-holder tg-muted">${words.free}</p>`;
  const label = revision(holder.label, reader);
  const doing = holder.intent === 'deploy' ? words.heldBy(label) : words.takenBackFrom(label);
  return html`<p class="tg-holder">${doing} <span class="tg-muted">${words.since(timeElement(reader, holder.since))}</span></p>`;
}

function noticesOf(
  { waiting, queue = [], pileUp, hold, frozen, stops = [] }: StageView,
  reader: Reader,
): Html[] {
  const { words } = reader;
  return [
    ...(frozen
      ? [
          notice(
            'bad',
            'mark',
            words.frozen(timeElement(reader, frozen.since), told(reader, frozen.reason)),
          ),
        ]
      : []),
    ...stops.map(({ what, command }) =>
      notice('warn', 'square', withCommand(words.stopped(told(reader, what)), command)),
    ),
    ...(hold ? [notice('warn', 'square', words.stageHeld(revision(hold.label, reader)))] : []),
    ...(waiting
      ? [
          notice(
            'warn',
            'waiting',
            html`${words.waitsAtGate(revision(waiting.label, reader), timeElement(reader, waiting.since))}${behind(queue, pileUp, reader)}`,
          ),
        ]
      : []),
  ];
}

/** What lets it go on is shown, and run by a person. */
function withCommand(text: Html, command: string | undefined): Html {
  return command === undefined ? text : html`${text} <code class="tg-command">${command}</code>`;
}

/** How many more have come: those behind it in a queue, or those that gave way to it. */
function behind(
  queue: readonly unknown[],
  pileUp: StageView['pileUp'],
  reader: Reader,
): Html | undefined {
  if (pileUp === undefined || pileUp.revisions < 2) return undefined;
  const since = timeElement(reader, pileUp.since);
  return reader.words.pileUp(pileUp.revisions - 1, queue.length > 0, since);
}

function notice(tone: Tone, sign: Sign, text: Html): Html {
  return html`<p class="tg-notice tg-${tone}">${signOf(sign)}<span>${text}</span></p>`;
}
