// What is to be said of a release as it is now: one story, which changes as the release goes on.

import { few } from '../few.ts';
import { questionsOf } from '../gate/consent-reason.ts';
import { kindOf, releaseEndOf } from '../release.ts';
import { labelOf } from '../revision.ts';
import { hasPassed, type Wave } from '../wave.ts';
import { waveName } from '../wave-name.ts';
import { endOf } from './ended-story.ts';
import { evidenceOf, insightOf } from './insight.ts';
import {
  chargesOf,
  isHarmed,
  moreOf,
  reasonOf,
  type Said,
  type Story,
  suspectsOf,
  type Told,
} from './told.ts';

export function storyOf(told: Told): Story {
  const { release, owner, contact } = told;
  const end = releaseEndOf(release);
  const { headline, wave, ...said } = end ? endOf(told) : (askingOf(told) ?? runningOf(told));
  const { pipeline, id, revision } = release;
  const what =
    kindOf(release) === 'rollback' ? `rollback of ${labelOf(revision)}` : labelOf(revision);
  return {
    pipeline,
    release: id,
    isOver: end !== undefined,
    ...(end && { outcome: end.outcome }),
    title: `${pipeline} ${what}: ${headline}${wave ? ` · ${placeText(wave)}` : ''}`,
    evidence: [],
    ...said,
    ...(owner && { owner }),
    ...(contact && { contact }),
  };
}

const PLACES = 2;

/** `prod/one-box (222233334444 eu-west-1)` */
function placeText({ plan }: Wave): string {
  const places = [...new Set(plan.targets.map(({ account, region }) => `${account} ${region}`))];
  return places.length === 0 ? waveName(plan) : `${waveName(plan)} (${few(places, PLACES)})`;
}

/** A person is waited for: the only thing that a release that runs wakes anybody for. */
function askingOf({ release, waves, targets }: Told): Said | undefined {
  for (const wave of waves) {
    const [question, ...others] = questionsOf(wave, targets);
    if (question === undefined) continue;
    const { pipeline, id } = release;
    const { since, what, until, command } = question;
    const told = `asks ${wave.plan.index} ${since}`;
    return {
      wave,
      headline: 'waits for an answer',
      moment: told,
      alert: told,
      level: 'page',
      happened: others.length > 0 ? `${what} (and ${others.length} more)` : what,
      did: 'It waits, and starts nothing more.',
      next: until ? `Without an answer it ends at ${until}.` : 'Without an answer it ends.',
      commands: [
        ...(command ? [command] : []),
        `tidegate explain ${id}`,
        `tidegate stop ${pipeline} ${id} --reason "…"`,
      ].slice(0, 3),
    };
  }
  return undefined;
}

function runningOf({ release, waves, alarmReasons }: Told): Said {
  const { id, revision } = release;
  const wave = waves.find(isHarmed);
  if (wave) {
    const insight = insightOf(chargesOf(wave), suspectsOf(wave), {
      reason: reasonOf(wave),
      label: labelOf(revision),
      more: moreOf(wave),
    });
    return {
      wave,
      headline: 'harm found',
      moment: `harm ${wave.plan.index}`,
      alert: 'harm',
      level: 'ticket',
      happened: insight,
      evidence: evidenceOf(chargesOf(wave), wave.plan.targets, alarmReasons, moreOf(wave)),
      did: `${labelOf(revision)} goes no further; what its pipeline says is being taken back.`,
      next: 'It ends by itself. Nobody has to do anything until it has.',
      commands: [`tidegate explain ${id}`],
    };
  }
  const passed = waves.filter(hasPassed);
  const now = waves.find(({ status }) => status !== 'ended');
  return {
    wave: now,
    headline:
      passed.length === 0 ? 'on its way' : `${passed.length} of ${waves.length} waves passed`,
    moment: `passed ${passed.length}`,
    level: 'update',
    happened:
      passed.length === 0
        ? 'The release has started.'
        : `Passed: ${few(
            passed.map(({ plan }) => waveName(plan)),
            8,
          )}.`,
    did: now ? `It is at ${waveName(now.plan)}.` : 'It has come through all of its waves.',
    next: 'It goes on by itself.',
    commands: [`tidegate status ${release.pipeline}`],
  };
}
