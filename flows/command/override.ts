// Command "override": a named person lets a wave go on whose tests said nothing, or whose bake could not be judged.

import { askedOf, isUntested } from '../../core/asking.ts';
import { Failure } from '../../core/failure.ts';
import { labelOf } from '../../core/revision.ts';
import { waveName } from '../../core/wave-name.ts';
import { askedRelease } from '../asked-release.ts';
import { answer, questionOf } from './answer.ts';
import type { CommandFlow, Order } from './flow.ts';
import { personTold } from './person-told.ts';
import { ofPipeline } from './whose.ts';

export const override: CommandFlow<'override'> = {
  whose: (ports, { body }) => ofPipeline(ports, body.pipeline),

  async intend(ports, order) {
    const { body, by } = order;
    const asked = await askedRelease(ports, body);
    if (asked === undefined) throw hasEndedText(body);
    const { release, wave } = asked;
    const { at, reason } = askedOf(wave);
    const bakesNext = isUntested(wave) && wave.plan.bake !== undefined;
    const told = isUntested(wave) ? 'its tests said nothing' : 'its bake could not be judged';
    const name = waveName(wave.plan);
    const until = untilOf(order);
    return {
      about: `${release.pipeline}: ${labelOf(release.revision)} goes on ${bakesNext ? `in ${name} to its bake` : `from ${name}`}, although ${told}`,
      changes: [
        {
          what: `wave ${name} (${wave.plan.targets.map((target) => target.name).join(', ')})`,
          from: `waits for a person since ${at}: ${reason}`,
          to: `let through by ${by.name}, if the next wave starts by ${until}`,
        },
      ],
      notes: bakesNext
        ? ['it bakes and is watched as ever; after that its wave ends Overridden, not Passed']
        : [
            'its targets keep the revision, which is no point of return: a rollback goes to what last passed its bake there',
          ],
      seen: { ...questionOf(asked), reason },
      facts: { release: release.id, wave: name, until },
      carries: questionOf(asked),
    };
  },

  async act(ports, order, { carries, changes }) {
    const { body, by, at } = order;
    const until = untilOf(order);
    const seen = changes.map(({ from }) => from).join('; ');
    const text = `verdict overridden by ${by.name} (${by.arn}) until ${until}: ${body.reason}; seen: ${seen}`;
    const answered = { says: 'override' as const, by: by.arn, name: by.name, at, until };
    const did = await answer(ports, {
      question: carries,
      answered: { ...answered, reason: body.reason },
      event: 'VerdictOverridden',
      text,
      person: personTold(order, { changes }),
    });
    return { did: [did] };
  },
};

function hasEndedText({ pipeline, release = 'latest' }: Order<'override'>['body']): Failure {
  return new Failure(
    'Refused',
    `expected a release of ${pipeline} that waits for an answer, got ${release === 'latest' ? 'the latest' : release}, which has ended: what is ` +
      `said of a verdict afterwards changes nothing; to release it again: tidegate retry ${pipeline} ${release} --reason "…"`,
  );
}

function untilOf({ body, at }: Order<'override'>): string {
  return new Date(Date.parse(at) + body.forSeconds * 1000).toISOString();
}
