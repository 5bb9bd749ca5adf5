// Alarms that do less than their owner means them to: by a person's word, or while a rollback runs that explains them.

import { few } from '../few.ts';
import type { Mute } from '../mute.ts';
import { isInForce, type Quiet } from '../quiet.ts';
import { shellWord } from '../shell-word.ts';

export interface QuietedView {
  /** Which, as people are told of it; where there are many, the first of them. */
  readonly alarms: string;
  /** The alarm and its targets, for whoever tells of it otherwise; nothing of a rollback. */
  readonly alarm?: string;
  readonly targets?: string;
  /** What they do not do: page; page and block; act, whatever their actions are. */
  readonly lost: 'page' | 'block' | 'act';
  /** A person; or the release that is taken back. */
  readonly by: string;
  /** Why, in that person's words; nothing of a rollback. */
  readonly reason?: string;
  readonly until: string;
  /** What gives them back what they have lost. */
  readonly command: string;
}

const NAMED = 5;

/** The first to be over first. A mute that a person's word has put is told by that word. */
export function quietedViews(
  quiets: readonly Quiet[],
  mutes: readonly Mute[],
  labelOf: (release: string) => string,
  now: number,
): QuietedView[] {
  const at = new Date(now).toISOString();
  const lost = quiets
    .filter((quiet) => isInForce(quiet, at))
    .map(({ pipeline, alarm, targets, loses, name, reason, until }) => ({
      alarms: `${alarm} of ${few(targets, NAMED)}`,
      ...{ alarm, targets: few(targets, NAMED) },
      lost: loses,
      by: name,
      reason,
      until,
      command: `tidegate noise withdraw ${pipeline} ${shellWord(alarm)} --reason "…"`,
    }));
  const muted = mutes
    .filter(({ execution, status, until }) => execution !== '' && status === 'muted' && until > at)
    .flatMap((mute) =>
      mute.rules.map(({ name, region, alarms }) => ({
        alarms: few(alarms, NAMED),
        lost: 'act' as const,
        by: labelOf(mute.release),
        until: mute.until,
        command: `aws cloudwatch delete-alarm-mute-rule --region ${region} --alarm-mute-rule-name ${shellWord(`tidegate-${stackOf(mute)}-${name}`)}`,
      })),
    );
  return [...lost, ...muted].sort((a, b) => (a.until < b.until ? -1 : a.until > b.until ? 1 : 0));
}

/** The stack's name is in that of its machine: `…:execution:tidegate-rollback-prod:shop-1`. */
function stackOf({ execution }: Mute): string {
  return /:execution:tidegate-[a-z]+-([^:]+):/.exec(execution)?.[1] ?? 'STAGE';
}

const LOST = {
  page: 'pages nobody',
  block: 'pages nobody and blocks nothing',
  act: 'does not act',
} as const;

/** `checkout-latency of live pages nobody until …, by ada (developers): the nightly load` */
export function quietedText({ alarms, lost, by, reason, until }: QuietedView): string {
  if (reason === undefined)
    return `${alarms} ${LOST[lost]} until ${until}, while ${by} is taken back`;
  return `${alarms} ${LOST[lost]} until ${until}, by ${by}: ${reason}`;
}
