// A wave's card: the revision that came there, what it is doing, its bake, its tests and its targets.

import type { TestView, WaveView } from '../core/board/wave-view.ts';
import type { GateReason } from '../core/gate/gate-reason.ts';
import { testAppearances, waveAppearances } from './appearances.ts';
import { foreign, type Html, html } from './html.ts';
import { type Reader, timeElement, told, toldText } from './reader.ts';
import { signOf } from './sign.ts';
import { revision, targetList } from './target.ts';
import { bar, tide } from './tide.ts';

export function waveCard(wave: WaveView, reader: Reader): Html {
  const { words } = reader;
  const { name, status, label, bake, targets, tests } = wave;
  const { sign, tone } = waveAppearances[status];
  return html`<li class="tg-wave tg-edge-${tone}">${bake && tide(bake.progress)}
<div class="tg-wave-inside">
<h3>${foreign(name)}</h3>
<p class="tg-status tg-${tone}">${signOf(sign)}<span>${words.waves[status]}</span></p>
<p class="tg-whose">${label === undefined ? html`<span class="tg-muted">${words.noRelease}</span>` : revision(label, reader)}</p>
${bakePart(wave, reader)}
${wave.gate ? gatePart(wave.gate, reader) : reasonPart(wave, reader)}
${tests.length > 0 && html`<ul class="tg-tests">${tests.map((test) => testRow(test, reader))}</ul>`}
${targetList(targets, reader)}
</div></li>`;
}

function bakePart({ bake, bakeSeconds, status }: WaveView, { words }: Reader): Html | undefined {
  if (bakeSeconds === undefined) return undefined;
  if (bake === undefined) {
    const time = words.duration(bakeSeconds);
    return html`<p class="tg-muted">${status === 'passed' ? words.bakedFor(time) : words.bakesFor(time)}</p>`;
  }
  const percent = words.percent(Math.floor(bake.progress * 100));
  const left = words.bakeLeft(words.duration(bake.secondsLeft));
  const text = bake.extended ? words.ofExtension(percent) : percent;
  return html`<div class="tg-bake">${bar(bake.progress, words.bake(percent, left))}
<p><strong>${text}</strong> · ${left} <span class="tg-muted">${words.of(words.duration(bakeSeconds))}</span></p></div>`;
}

function reasonPart({ verdict, reason, status }: WaveView, reader: Reader): Html | undefined {
  const { words } = reader;
  if (reason === '') return undefined;
  if (verdict === undefined && status === 'baking')
    return html`<p class="tg-reason tg-muted">${words.soFar(told(reader, reason))}</p>`;
  // What a pass rests on is seldom read: two lines of it here, the whole of it in the ledger.
  if (verdict === 'pass')
    return html`<p class="tg-reason tg-brief tg-muted" title="${toldText(reader, reason)}">${words.verdicts.pass}: ${told(reader, reason)}</p>`;
  return html`<p class="tg-reason tg-bad">${verdict && html`<strong>${words.verdicts[verdict]}</strong>: `}${told(reader, reason)}</p>`;
}

/** Each thing that keeps the gate shut, since when, and who or what can clear it. */
function gatePart(gate: readonly GateReason[], reader: Reader): Html {
  return html`<ul class="tg-gate">${gate.map((reason) => gateRow(reason, reader))}</ul>`;
}

function gateRow({ what, since, clears, command }: GateReason, reader: Reader): Html {
  const who = told(reader, clears);
  const by = command === undefined ? who : html`${who}: <code>${command}</code>`;
  return html`<li class="tg-reason">${told(reader, what)} <span class="tg-muted">${reader.words.clearedBy(timeElement(reader, since), by)}</span></li>`;
}

function testRow({ name, status, reason }: TestView, reader: Reader): Html {
  const { sign, tone } = testAppearances[status];
  // Of one that runs, how far a drill has got.
  const isTold = status === 'failed' || status === 'inconclusive' || status === 'running';
  return html`<li class="tg-${tone}">${signOf(sign)}<div><bdi class="tg-target-name">${name}</bdi> <span class="tg-kind">${reader.words.tests[status]}</span>
${isTold && reason !== '' && html`<div class="tg-runs">${told(reader, reason)}</div>`}</div></li>`;
}
