// Command "retry": a wave that could not be judged bakes again; a release that has ended is released once more.

import { askedOf, isUntested, retriesOf } from '../../core/asking.ts';
import { MOST_RETRIES } from '../../core/bake.ts';
import type { Intent } from '../../core/command/answer.ts';
import { formatDuration } from '../../core/duration.ts';
import { Failure } from '../../core/failure.ts';
import { few } from '../../core/few.ts';
import { testRetriesOf } from '../../core/history-bound.ts';
import { labelOf } from '../../core/revision.ts';
import { waveName } from '../../core/wave-name.ts';
import { type AskedRelease, askedRelease } from '../asked-release.ts';
import type { Ports } from '../ports.ts';
import { buildToRelease } from '../release-again.ts';
import { buildBehind } from '../those-behind.ts';
import { answer, questionOf } from './answer.ts';
import type { CommandFlow, Order } from './flow.ts';
import { personTold } from './person-told.ts';
import { start } from './start.ts';
import { ofPipeline } from './whose.ts';

export const retry: CommandFlow<'retry'> = {
  whose: (ports, { body }) => ofPipeline(ports, body.pipeline),

  async intend(ports, order) {
    if (order.body.behind) return intendCatchUp(ports, order);
    const asked = await askedRelease(ports, order.body);
    if (asked === undefined) {
      const build = await buildToRelease(ports, order.body);
      return start.intend(ports, startOf(order, build));
    }
    refuseTooOften(asked);
    const { release, wave } = asked;
    const { at, reason } = askedOf(wave);
    const name = waveName(wave.plan);
    const { about, to } = againIn(asked);
    return {
      about: `${release.pipeline}: ${labelOf(release.revision)} ${about} again in ${name}`,
      changes: [
        {
          what: `wave ${name}`,
          from: `waits for a person since ${at}: ${reason}`,
          to,
        },
      ],
      seen: { ...questionOf(asked), reason },
      facts: { release: release.id, wave: name },
      carries: { question: questionOf(asked) },
    };
  },

  async act(ports, order, intent) {
    const { question } = intent.carries as { readonly question?: unknown };
    // Which build it is was decided as it was looked at.
    if (question === undefined) return start.act(ports, startOf(order, undefined), intent);
    return { did: [await goAgain(ports, order, question, intent.changes)] };
  },
};

/** A release of the same build again, for the targets alone that are behind it. */
async function intendCatchUp(ports: Ports, order: Order<'retry'>): Promise<Intent> {
  const { pipeline, release } = order.body;
  const { build, names } = await buildBehind(ports, pipeline, release);
  const intent = await start.intend(ports, startOf(order, build));
  const notes = [`to those alone that are behind it: ${few(names)}`, ...(intent.notes ?? [])];
  return { ...intent, notes };
}

/** What is done again: what said nothing. */
function againIn({ wave }: AskedRelease) {
  if (isUntested(wave)) {
    const names = Object.entries(wave.tests)
      .filter(([, run]) => run.status === 'ended' && run.verdict === 'pass')
      .map(([name]) => name);
    const left = wave.plan.tests.filter(({ name }) => !names.includes(name));
    return { about: 'is tested', to: `testing: ${left.map(({ name }) => name).join(', ')}` };
  }
  const { extensionSeconds } = wave.plan.bake;
  return { about: 'bakes', to: `baking, for ${formatDuration(extensionSeconds)}` };
}

function goAgain(
  ports: Ports,
  order: Order<'retry'>,
  question: unknown,
  changes: Intent['changes'],
): Promise<string> {
  const { by, at } = order;
  const { reason } = order.body;
  const seen = changes.map(({ from }) => from).join('; ');
  const text = `another try asked for by ${by.name} (${by.arn}): ${reason}; seen: ${seen}`;
  const answered = { says: 'retry' as const, by: by.arn, name: by.name, reason, at };
  const person = personTold(order, { changes });
  return answer(ports, { question, answered, event: 'RetryAsked', text, person });
}

/** An execution's history has room for so many, and what two more bakes do not tell, a third will not. */
function refuseTooOften({ release, wave }: AskedRelease): void {
  const most = isUntested(wave) ? testRetriesOf(wave.plan) : MOST_RETRIES;
  if (retriesOf(wave) < most) return;
  const { pipeline, id } = release;
  throw new Failure(
    'Refused',
    `expected a wave that has ${isUntested(wave) ? 'been tested' : 'baked'} again less than ${most} times, got ${waveName(wave.plan)}; ` +
      `let it through (tidegate override ${pipeline} ${id} --reason "…"), take it back (tidegate rollback ${pipeline}), or stop it`,
  );
}

/** The same as `start --retry`: a release of a build that had one, which lifts what only a test has barred. */
function startOf({ body, ...given }: Order<'retry'>, build: string | undefined): Order<'start'> {
  const { pipeline, reason } = body;
  const asked = { build, reason, retry: true, admit: false, stepBack: false };
  const behind = body.behind && { behind: true };
  return { body: { pipeline, ...asked, preview: false, forSeconds: 86_400 }, ...given, ...behind };
}
