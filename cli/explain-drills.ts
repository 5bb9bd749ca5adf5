// A rollback drill as a person reads it in a terminal: of each leg when it was, what was moved, and why it went so.

import type { ToldDrill, ToldLeg } from '../core/drill-story.ts';
import { harmless } from '../core/harmless.ts';
import { minuteText } from '../core/judging/judgement-texts.ts';
import type { Paint } from './terminal/paint.ts';
import { styleOf } from './terminal/verdict-style.ts';

export function drillLines(drill: ToldDrill, paint: Paint): string[] {
  const { wave, name, startedAt, of, legs, endedAt, verdict, reason } = drill;
  const word = verdict ?? (reason === undefined ? 'under way' : 'not judged');
  const end = endedAt === undefined ? '' : ` to ${minuteText(endedAt)}`;
  return [
    `${paint('bold', `${wave}, drill ${name}`)}: ${paint(styleOf(word), word)}`,
    `  ${minuteText(startedAt)}${legs.length > 0 ? end : ''}${of === '' ? '' : harmless(`, ${of}`)}`,
    ...(verdict !== undefined && reason !== undefined ? [`  ${harmless(reason)}`] : []),
    ...legs.flatMap((leg) => legLines(leg, paint)),
  ];
}

function legLines({ leg, startedAt, moved, endedAt, verdict, reason }: ToldLeg, paint: Paint) {
  const word = verdict ?? (reason === undefined ? 'under way' : 'not judged');
  const from = minuteText(startedAt);
  const when = endedAt === undefined ? `since ${from}` : `${from} to ${minuteText(endedAt)}`;
  const why = reason === undefined || reason === '' ? [] : [`    ${harmless(reason)}`];
  return [`  leg ${leg}: ${paint(styleOf(word), word)}, ${when}, ${movedText(moved)}`, ...why];
}

function movedText({ doing, targets }: ToldLeg['moved']): string {
  if (doing === 'none') return 'nothing moved, for its wave was deployed just then';
  return harmless(`moved ${doing === 'up' ? 'up again' : 'back'}: ${targets.join(', ')}`);
}
