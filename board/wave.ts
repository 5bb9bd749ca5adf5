// A wave's card: the revision that came there, what it is doing, its bake, its tests and its targets.

import { waveTexts } from '../core/board/status-texts.ts';
import type { TestView, WaveView } from '../core/board/wave-view.ts';
import { formatDuration } from '../core/duration.ts';
import type { GateReason } from '../core/gate/gate-reason.ts';
import { testAppearances, waveAppearances } from './appearances.ts';
import { foreign, type Html, html } from './html.ts';
import { signOf } from './sign.ts';
import { revision, targetList } from './target.ts';
import { bar, tide } from './tide.ts';
import { timeElement, told, withShortTimes } from './times.ts';

export function waveCard(wave: WaveView): Html {
  const { name, status, label, bake, targets, tests } = wave;
  const { sign, tone } = waveAppearances[status];
  return html`<li class="tg-wave tg-edge-${tone}">${bake && tide(bake.progress)}
<div class="tg-wave-inside">
<h3>${foreign(name)}</h3>
<p class="tg-status tg-${tone}">${signOf(sign)}<span>${waveTexts[status]}</span></p>
<p class="tg-whose">${label === undefined ? html`<span class="tg-muted">no release yet</span>` : revision(label)}</p>
${bakePart(wave)}
${wave.gate ? gatePart(wave.gate) : reasonPart(wave)}
${tests.length > 0 && html`<ul class="tg-tests">${tests.map(testRow)}</ul>`}
${targetList(targets)}
</div></li>`;
}

function bakePart({ bake, bakeSeconds, status }: WaveView): Html | undefined {
  if (bakeSeconds === undefined) return undefined;
  if (bake === undefined) {
    const word = status === 'passed' ? 'baked for' : 'bakes for';
    return html`<p class="tg-muted">${word} ${formatDuration(bakeSeconds)}</p>`;
  }
  const percent = Math.floor(bake.progress * 100);
  const left = `${formatDuration(bake.secondsLeft)} left`;
  const text = `${percent} % ${bake.extended ? 'of the extension ' : ''}`;
  return html`<div class="tg-bake">${bar(bake.progress, `Bake: ${percent} %, ${left}`)}
<p><strong>${text}</strong> · ${left} <span class="tg-muted">of ${formatDuration(bakeSeconds)}</span></p></div>`;
}

function reasonPart({ verdict, reason, status }: WaveView): Html | undefined {
  if (reason === '') return undefined;
  if (verdict === undefined && status === 'baking')
    return html`<p class="tg-reason tg-muted">so far: ${told(reason)}</p>`;
  // What a pass rests on is seldom read: two lines of it here, the whole of it in the ledger.
  if (verdict === 'pass')
    return html`<p class="tg-reason tg-brief tg-muted" title="${withShortTimes(reason)}">pass: ${told(reason)}</p>`;
  return html`<p class="tg-reason tg-bad">${verdict && html`<strong>${verdict}</strong>: `}${told(reason)}</p>`;
}

/** Each thing that keeps the gate shut, since when, and who or what can clear it. */
function gatePart(gate: readonly GateReason[]): Html {
  return html`<ul class="tg-gate">${gate.map(gateRow)}</ul>`;
}

function gateRow({ what, since, clears, command }: GateReason): Html {
  const by = command === undefined ? clears : html`${clears}: <code>${command}</code>`;
  return html`<li class="tg-reason">${told(what)} <span class="tg-muted">since ${timeElement(since)}; cleared by ${by}</span></li>`;
}

function testRow({ name, status, reason }: TestView): Html {
  const { sign, tone } = testAppearances[status];
  const word = status === 'ahead' ? 'test' : status;
  const failed = status === 'failed' || status === 'inconclusive';
  return html`<li class="tg-${tone}">${signOf(sign)}<div><bdi class="tg-target-name">${name}</bdi> <span class="tg-kind">${word}</span>
${failed && reason !== '' && html`<div class="tg-runs">${told(reason)}</div>`}</div></li>`;
}
