// A way back leaves the alarms of its group out, where it may.

import { codedeploy } from '../../aws/codedeploy.ts';

const target = {
  name: 'live',
  account: '111122223333',
  region: 'eu-west-1',
  ec2: { application: 'shop', deploymentGroup: 'live' },
};
const artifact = { bucket: 'artifacts', key: 'shop.zip', version: '1', eTag: 'e' };

interface Asked {
  readonly overrideAlarmConfiguration?: object;
}

function started(isBack: boolean, refuses: (asked: Asked) => string | undefined) {
  const asked: Asked[] = [];
  const client = {
    async send({ input }: { readonly input: Asked }) {
      asked.push(input);
      const name = refuses(input);
      if (name !== undefined) throw Object.assign(new Error('refused'), { name });
      return { deploymentId: 'd-1' };
    },
  };
  const access = { client: async () => client } as never;
  const input = { kind: 'ec2', artifact, isBack, ignoreStopFailures: false } as const;
  const id = codedeploy(access).start(target as never, input as never, 'tidegate');
  return { id, overrides: () => asked.map(({ overrideAlarmConfiguration: it }) => it) };
}

const OFF = { enabled: false };

test.each([
  [true, [OFF]],
  [false, [undefined]],
])('back: %s', async (isBack, expected) => {
  const { id, overrides } = started(isBack, () => undefined);

  expect(await id).toBe('d-1');
  expect(overrides()).toEqual(expected);
});

test('a role that may not change the group goes back with its alarms', async () => {
  const { id, overrides } = started(true, ({ overrideAlarmConfiguration: own }) =>
    own ? 'AccessDeniedException' : undefined,
  );

  expect(await id).toBe('d-1');
  expect(overrides()).toEqual([OFF, undefined]);
});

test('whatever else it is refused for is not asked again', async () => {
  const { id, overrides } = started(true, () => 'DeploymentLimitExceededException');

  const refused = await id.catch((thrown: unknown) => thrown);

  expect(refused).toMatchObject({ code: 'TargetBusy' });
  expect(overrides()).toEqual([OFF]);
});
