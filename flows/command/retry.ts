// Command "retry": a wave that could not be judged bakes again; a release that has ended is released once more.

import { MOST_RETRIES } from '../../core/bake.ts';
import type { Intent } from '../../core/command/answer.ts';
import { formatDuration } from '../../core/duration.ts';
import { Failure } from '../../core/failure.ts';
import { labelOf } from '../../core/revision.ts';
import { waveName } from '../../core/wave.ts';
import { type AskedRelease, askedRelease } from '../asked-release.ts';
import type { Ports } from '../ports.ts';
import { answer, questionOf } from './answer.ts';
import type { CommandFlow, Order } from './flow.ts';
import { personTold } from './person-told.ts';
import { start } from './start.ts';
import { ofPipeline } from './whose.ts';

export const retry: CommandFlow<'retry'> = {
  whose: (ports, { body }) => ofPipeline(ports, body.pipeline),

  async intend(ports, order) {
    const asked = await askedRelease(ports, order.body);
    if (asked === undefined) return start.intend(ports, startOf(order));
    refuseTooOften(asked);
    const { release, wave } = asked;
    const { at, reason } = wave.bake.asked;
    const name = waveName(wave.plan);
    return {
      about: `${release.pipeline}: ${labelOf(release.revision)} bakes again in ${name}`,
      changes: [
        {
          what: `wave ${name}`,
          from: `waits for a person since ${at}: ${reason}`,
          to: `baking, for ${formatDuration(wave.plan.bake.extensionSeconds)}`,
        },
      ],
      seen: { ...questionOf(asked), reason },
      facts: { release: release.id, wave: name },
      carries: { question: questionOf(asked) },
    };
  },

  async act(ports, order, intent) {
    const { question } = intent.carries as { readonly question?: unknown };
    if (question === undefined) return start.act(ports, startOf(order), intent);
    return { did: [await bakeAgain(ports, order, question, intent.changes)] };
  },
};

function bakeAgain(
  ports: Ports,
  order: Order<'retry'>,
  question: unknown,
  changes: Intent['changes'],
): Promise<string> {
  const { by, at } = order;
  const { reason } = order.body;
  const seen = changes.map(({ from }) => from).join('; ');
  const text = `another bake asked for by ${by.name} (${by.arn}): ${reason}; seen: ${seen}`;
  const answered = { says: 'retry' as const, by: by.arn, name: by.name, reason, at };
  const person = personTold(order, { changes });
  return answer(ports, { question, answered, event: 'RetryAsked', text, person });
}

/** An execution's history has room for so many, and what two more bakes do not tell, a third will not. */
function refuseTooOften({ release, wave }: AskedRelease): void {
  const { retries = 0 } = wave.bake;
  if (retries < MOST_RETRIES) return;
  const { pipeline, id } = release;
  throw new Failure(
    'Refused',
    `expected a wave that has baked again less than ${MOST_RETRIES} times, got ${waveName(wave.plan)}; ` +
      `let it through (tidegate override ${pipeline} ${id} --reason "…"), take it back (tidegate rollback ${pipeline}), or stop it`,
  );
}

/** The same as `start --retry`: a release of a build that had one, which lifts what only a test has barred. */
function startOf({ body, ...given }: Order<'retry'>): Order<'start'> {
  const { pipeline, release: build, reason } = body;
  const asked = { build, reason, retry: true, admit: false, stepBack: false };
  return { body: { pipeline, ...asked, preview: false, forSeconds: 86_400 }, ...given };
}
