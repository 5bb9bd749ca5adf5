// What is said of a release that has ended.

import { few } from '../few.ts';
import { hasEnded, kindOf, type Release, releaseEndOf } from '../release.ts';
import { labelOf } from '../revision.ts';
import { isToldOpen } from '../stage.ts';
import { outcomeOf } from '../wave.ts';
import { behindOf } from '../wave-targets.ts';
import { evidenceOf, insightOf } from './insight.ts';
import { chargesOf, isHarmed, moreOf, reasonOf, type Said, suspectsOf, type Told } from './told.ts';

export function endOf(told: Told): Said {
  const { release, waves, alarmReasons } = told;
  const end = releaseEndOf(release);
  const { pipeline, id, revision } = release;
  const wave = waves.find(isHarmed);
  const left = leftRunning(told);
  const common = {
    wave,
    evidence: wave
      ? evidenceOf(chargesOf(wave), wave.plan.targets, alarmReasons, moreOf(wave))
      : [],
    happened: wave
      ? insightOf(chargesOf(wave), suspectsOf(wave), {
          reason: reasonOf(wave),
          label: labelOf(revision),
          more: moreOf(wave),
        })
      : end?.reason || 'All of its waves passed.',
  };
  const moment = `ended ${end?.outcome}`;
  if (end?.outcome === 'LeftDirty') return { ...common, moment, ...dirtyEnd(told, end.reason) };
  if (left.length > 0)
    return {
      ...{ ...common, moment: `${moment} left`, alert: 'left', level: 'page' },
      headline: 'quarantined code still runs in production',
      did: `${labelOf(revision)} is quarantined; it still runs on ${few(left, 5)}.`,
      next: 'It stays there until a person takes it back, or a newer revision takes its place.',
      commands: [
        `tidegate rollback ${pipeline} --stage ${told.production} --reason "…"`,
        `tidegate explain ${id}`,
      ],
    };
  return { ...common, ...cleanEnd(told, moment, wave !== undefined) };
}

/** Which stages are frozen, and which another release had entered by then. */
function dirtyEnd(
  { release, waves }: Told,
  reason: string,
): Omit<Said, 'wave' | 'evidence' | 'happened' | 'moment'> {
  const { pipeline } = release;
  const dirty = waves.filter((wave) => outcomeOf(wave) === 'LeftDirty');
  const stages =
    (hasEnded(release) ? release.settling?.dirty : undefined) ??
    dirty.map(({ plan }) => plan.stage);
  const frozen = [...new Set(stages)].filter((stage) => !isToldOpen(stage, reason));
  const what = frozen.length > 1 ? `stages ${few(frozen, 5)} are` : `stage ${frozen[0]} is`;
  return {
    ...{ alert: 'dirty', level: 'page', headline: 'left dirty' },
    did: reason || 'It could not prove what some targets run.',
    next:
      frozen.length > 0
        ? `Of this pipeline, ${what} frozen: nothing starts there before a person has looked.`
        : 'No stage is frozen: releases go on. A person has to look at what those targets run.',
    commands: [
      `tidegate why-blocked ${pipeline}`,
      `tidegate drift ${pipeline}`,
      ...frozen.map((stage) => `tidegate unfreeze ${pipeline} ${stage} --reason "…"`),
    ],
  };
}

/** Nobody is woken by it: what had to be done was done. */
function cleanEnd(
  told: Told,
  moment: string,
  harmed: boolean,
): Omit<Said, 'wave' | 'evidence' | 'happened'> {
  const { release, targets } = told;
  const { pipeline, id, revision, end } = release as Extract<Release, { status: 'ended' }>;
  const commands = [`tidegate explain ${id}`];
  const alert = harmed ? 'harm' : 'stopped';
  switch (end.outcome) {
    case 'Promoted':
      return {
        ...{ headline: 'promoted', moment, level: 'update' },
        ...promotedBy(told),
      };
    case 'Superseded':
      return {
        ...{ headline: 'a newer revision took its place', moment, level: 'update' },
        did: 'It gave way in front of a gate; what it reached keeps it until the newer one comes.',
        next: 'The newer one goes on by itself.',
        commands: [`tidegate status ${pipeline}`],
      };
    case 'RolledBack': {
      const back = [
        ...new Set(targets.flatMap(({ running }) => (running ? [labelOf(running.revision)] : []))),
      ];
      const safe = end.safe ? ` within ${Math.round(end.safe.seconds)} s of the first sign` : '';
      return {
        ...{ headline: 'rolled back', moment, alert, level: 'ticket' },
        did: `${labelOf(revision)} was taken back${safe}${harmed ? ' and is quarantined' : ''}; its targets run ${few(back, 3)}.`,
        next: harmed
          ? 'Its stage holds until a newer revision comes, or a named person lifts the quarantine.'
          : 'A newer revision may come.',
        commands: harmed ? [...commands, `tidegate correct ${id} harmless --reason "…"`] : commands,
      };
    }
    default:
      return {
        ...{ headline: end.outcome === 'Refused' ? 'refused' : 'stopped', moment, alert },
        level: 'ticket',
        did:
          end.outcome === 'Refused'
            ? 'Nothing was changed.'
            : 'Nothing was taken back; no later wave starts.',
        next: 'A newer revision may come, or a person has it tried again.',
        commands: [`tidegate why-blocked ${pipeline}`, `tidegate start ${pipeline} --retry`],
      };
  }
}

/** Where it is not, is told. */
function promotedBy({ release, waves }: Told): Pick<Said, 'did' | 'next' | 'commands'> {
  const { pipeline } = release;
  const status = `tidegate status ${pipeline}`;
  const behind = waves.flatMap(behindOf).map(({ target }) => target.name);
  if (behind.length === 0)
    return {
      did: 'Every target runs it, and every bake passed.',
      next: 'Nothing is left to do.',
      commands: [status],
    };
  const them = behind.length === 1 ? 'It runs' : 'They run';
  return {
    did: `Every target runs it but ${few(behind, 5)}, which failed to deploy, and every bake passed.`,
    next: `${them} what ran before, until the next release, or until a person has it caught up.`,
    commands: [status, `tidegate retry ${pipeline} --behind --reason "…"`],
  };
}

/** The targets of production that run the revision although it is quarantined. */
function leftRunning({ release, waves, targets, production, isBarred }: Told): string[] {
  if (!isBarred || kindOf(release) === 'rollback') return [];
  const own = waves
    .filter(({ plan }) => plan.stage === production)
    .flatMap(({ plan }) => plan.targets.map(({ name }) => name));
  return targets
    .filter(({ name, running }) => {
      const isSame = running?.revision.digest === release.revision.digest;
      return isSame && own.includes(name);
    })
    .map(({ name }) => name);
}
