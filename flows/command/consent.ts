// Command "approve" with `changes`: a named person consents to what a change set may destroy, and to nothing else.

import * as z from 'zod';
import { Failure } from '../../core/failure.ts';
import { isAuthor, whyNotApprove } from '../../core/gate/approvals.ts';
import { deploymentOf, type Intent } from '../../core/intent.ts';
import { keys, ranges } from '../../core/keys.ts';
import type { Release } from '../../core/release.ts';
import { labelOf } from '../../core/revision.ts';
import type { Target } from '../../core/target.ts';
import { consented } from '../consented.ts';
import { meantBy } from '../meant-revision.ts';
import { readPolicy } from '../policy.ts';
import type { Ports } from '../ports.ts';
import type { CommandFlow, Order } from './flow.ts';
import { personTold } from './person-told.ts';

type Consenting = Order<'approve'>;
type Asking = Intent & { readonly prepared: NonNullable<Intent['prepared']> };

const Carried = z.object({ release: z.string(), target: z.string(), digest: z.string() });

export const consent: Pick<CommandFlow<'approve'>, 'intend' | 'act'> = {
  async intend(ports, order) {
    const { body, by } = order;
    const { pipeline, changes: target = '' } = body;
    const { release, label } = await meantBy(ports, body);
    if (release === undefined)
      throw new Failure(
        'Refused',
        `expected a release of ${pipeline}, got ${label}, which had none`,
      );
    const { prepared, consent: before } = await askingOn(ports, release, target);
    await refuseUnfit(ports, order, release, target);
    const { digest, text, destroys } = prepared;
    return {
      about: `${pipeline}: ${labelOf(release.revision)} may change ${target}`,
      changes: [
        {
          what: `change set ${digest} of ${target} in release ${release.id}`,
          from: before?.digest === digest ? `approved by ${before.name}` : 'waits',
          to: `approved by ${by.name}`,
        },
      ],
      notes: [...destroys, `all that it changes: ${text}`],
      seen: { digest },
      facts: { release: release.id, target, changes: digest },
      carries: { release: release.id, target, digest },
    };
  },

  // What was seen is what is consented to: a change set that was made anew has another digest.
  async act(ports, order, { carries, changes }) {
    const { release, target, digest } = Carried.parse(carries);
    const { by, at, body } = order;
    const { pipeline, reason } = body;
    const text = `${target}: change set ${digest} approved by ${by.arn}: ${reason}`;
    const after = await ports.table.change(keys.target(pipeline, target), (item) => {
      const { intent } = item ?? {};
      if (item === undefined || intent?.status !== 'open' || intent.release !== release)
        return undefined;
      if (intent.prepared?.digest !== digest || intent.consent?.digest === digest) return undefined;
      const given = { digest, by: by.arn, name: by.name, at };
      const person = personTold(order, { changes });
      const entry = { at, pipeline, release, event: 'ChangesApproved', subject: target } as const;
      return {
        item: { ...item, intent: { ...intent, consent: given } },
        entries: [{ ...entry, text, person }],
      };
    });
    if (after?.intent?.consent?.digest !== digest)
      return { did: ['nothing: the change set is another meanwhile, or is over'] };
    return { did: [text, await wake(ports, release, after)] };
  },
};

/** Who waits for it goes on at once. What is not there yet looks for the consent as it comes. */
async function wake(ports: Ports, release: string, { name, intent }: Target): Promise<string> {
  const waves = await ports.table.list(ranges.waves(release));
  const target = waves.flatMap(({ plan }) => plan.targets).find((each) => each.name === name);
  const deployment = intent && deploymentOf(intent);
  if (target === undefined || deployment === undefined) return LATER;
  const { account, region } = target;
  const wait = await ports.table.get(keys.deploymentWait({ account, region, deployment }));
  if (!wait?.asks) return LATER;
  await consented(ports, wait);
  return 'it is carried out now';
}

const LATER = 'it is carried out within five minutes';

/** Throws `Refused` where nothing of the release on that target waits for it. */
async function askingOn(ports: Ports, release: Release, name: string): Promise<Asking> {
  const { pipeline, id, revision } = release;
  const intent = (await ports.table.get(keys.target(pipeline, name)))?.intent;
  const { prepared } = intent ?? {};
  const isIts = intent?.release === id && intent.status === 'open' && intent.doing === 'deploy';
  if (isIts && prepared && prepared.destroys.length > 0) return { ...intent, prepared };
  throw new Failure(
    'Refused',
    `expected a change set of ${labelOf(revision)} for ${name} that waits for a person, got none: ` +
      'only what may destroy data waits for one',
  );
}

/** As a stage's approvals are: by whom it names, where it names anybody, and never by the author. */
async function refuseUnfit(
  ports: Ports,
  { by }: Consenting,
  { id, revision }: Release,
  target: string,
): Promise<void> {
  const { policy } = await readPolicy(ports);
  const waves = await ports.table.list(ranges.waves(id));
  const wave = waves.find(({ plan }) => plan.targets.some(({ name }) => name === target));
  const approvals = wave?.plan.approvals;
  const why = approvals
    ? whyNotApprove(approvals, policy, by, revision.author)
    : isAuthor(policy, by, revision.author)
      ? 'they are the author of the change'
      : undefined;
  if (why === undefined) return;
  throw new Failure(
    'Refused',
    `expected somebody who may approve ${labelOf(revision)}, got ${by.name} (${by.arn}): ${why}`,
  );
}
