// Whose approval counts: never the author's, nor that of anybody who cannot be told from them.

import type { Decision } from '../../../core/gate/approval-schema.ts';
import {
  approvalReasons,
  counting,
  planDigest,
  whyNotApprove,
} from '../../../core/gate/approvals.ts';
import { parsePolicy } from '../../../core/practice/policy.ts';
import { revision, wave } from '../../board/items.ts';

const policy = parsePolicy(
  `policy: acme
people:
  ada: { git: [ada@example.com, ada@home.example], principals: ["arn:aws:sts::111122223333:assumed-role/dev/ada"] }
  grace: { git: [grace@example.com], principals: ["arn:aws:iam::111122223333:user/grace"] }
  robot: { git: [bot@example.com], principals: ["arn:aws:iam::111122223333:role/bot"] }
roles: { release-manager: [ada, grace] }
`,
  'policy.yml',
);
const session = (role: string, name: string) => ({
  arn: `arn:aws:sts::111122223333:assumed-role/${role}/${name}`,
  principal: `arn:aws:iam::111122223333:role/${role}`,
});
const user = (name: string) => {
  const arn = `arn:aws:iam::111122223333:user/${name}`;
  return { arn, principal: arn };
};
const managers = { by: ['release-manager'] };

test.each([
  ['somebody of the role', managers, session('dev', 'ada'), 'grace@example.com', undefined],
  ['the author', managers, session('dev', 'ada'), 'ada@example.com', /author of the change/],
  [
    'the author by another of their addresses',
    managers,
    session('dev', 'ada'),
    'ADA@home.example',
    /author/,
  ],
  [
    'somebody of another session of the role',
    managers,
    session('dev', 'eve'),
    undefined,
    /maps no git identity/,
  ],
  [
    'somebody who is not mapped, though their ARN is asked for',
    { by: [user('eve').arn] },
    user('eve'),
    undefined,
    /maps no git identity/,
  ],
  [
    'somebody who is mapped and whose ARN is asked for',
    { by: [user('grace').arn] },
    user('grace'),
    undefined,
    undefined,
  ],
  ['a person by name', { by: ['grace'] }, user('grace'), 'ada@example.com', undefined],
  ['somebody of no role', managers, session('bot', 'run'), undefined, /none of release-manager/],
  ['somebody where the author is unknown', managers, user('grace'), undefined, undefined],
])('%s: may approve?', (_, asked, who, author, expected) => {
  const why = whyNotApprove(asked, policy, who, author);

  if (expected === undefined) expect(why).toBeUndefined();
  else expect(why).toMatch(expected);
});

const plan = (index: number) => wave(1, index).plan;
const NOW = Date.parse('2026-11-23T12:00:00Z');
const decision = (name: string, more: Partial<Decision> = {}): Decision => {
  const who = name === 'grace' ? user('grace') : session('dev', name);
  return {
    ...{ by: who.arn, principal: who.principal, name, says: 'approve', reason: 'fine' },
    ...{ at: '2026-11-23T11:00:00Z', plan: 'p1' },
    ...more,
  };
};
const asked = { by: ['release-manager'], quorum: 2, expiresSeconds: 8 * 3_600 };
const of = { asked, policy, author: 'eve@example.com', plan: 'p1', now: NOW };

test.each<[string, readonly Decision[], readonly string[]]>([
  ['two people are two', [decision('ada'), decision('grace')], ['ada', 'grace']],
  ['one who approves twice is one', [decision('ada'), decision('ada')], ['ada']],
  ['what was approved before the plan changed is not', [decision('ada', { plan: 'p0' })], []],
  ['what has expired is not', [decision('ada', { at: '2026-11-23T04:00:00Z' })], []],
  ['a person’s last word counts', [decision('ada'), decision('ada', { says: 'reject' })], ['ada']],
])('%s', (_, decisions, expected) => {
  expect(counting(decisions, of).map(({ name }) => name)).toEqual(expected);
});

test('the gate says how many are missing, of which plan, and what to say', () => {
  const waiting = { pipeline: 'shop', release: 'shop-1', waves: [plan(0)] };

  const [reason] = approvalReasons([decision('ada')], of, waiting);
  const enough = approvalReasons([decision('ada'), decision('grace')], of, waiting);

  expect(reason).toMatchObject({
    kind: 'approval',
    what: expect.stringContaining(
      'waits for 1 approval by release-manager, besides ada, of plan p1',
    ) as string,
    command: expect.stringMatching(/^tidegate approve shop shop-1 --stage /) as string,
  });
  expect(enough).toEqual([]);
});

test('a plan is another one for other bytes or targets, and the same once its times are derived', () => {
  const waves = [plan(0)];
  const digest = planDigest(revision(1), waves);

  expect(planDigest(revision(2), waves)).not.toBe(digest);
  expect(planDigest(revision(1), [{ ...plan(0), targets: [] }, plan(1)])).not.toBe(digest);
  expect(planDigest(revision(1), [{ ...plan(0), deploySeconds: 1, shiftSeconds: 2 }])).toBe(digest);
});

/** As an earlier policy may have kept it: whoever has no identity in git, and whoever has two in IAM. */
const odd = {
  people: {
    eve: { git: [], principals: [user('eve').arn] },
    grace: { git: ['grace@example.com'], principals: [user('grace').arn, user('grace-too').arn] },
  },
  roles: { 'release-manager': ['eve', 'grace'] },
};

test('a person of the policy without an identity in git approves nothing', () => {
  expect(whyNotApprove(managers, odd, user('eve'), 'ada@example.com')).toMatch(
    /maps no git identity/,
  );
});

test('a person counts once, by however many of their principals they approve', () => {
  const at = '2026-11-23T10:00:00Z';
  const by = (name: string): Decision => ({
    ...{ ...user(name), by: user(name).arn, name, says: 'approve', reason: 'r', at, plan: 'p' },
  });
  const asked = { ...managers, quorum: 2, expiresSeconds: 3_600 };
  const of = { asked, policy: odd, author: undefined, plan: 'p', now: Date.parse(at) };

  expect(counting([by('grace'), by('grace-too')], of)).toHaveLength(1);
});
