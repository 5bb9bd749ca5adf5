// What goes over the wire to ECS, and back: each call signed by the SDK's own signer, its body whole, its answer read.

import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import { adapters, home } from './played.ts';

const target: TargetOf<'ecs'> = {
  ...home,
  name: 'shop',
  ecs: { cluster: 'shop', service: 'web' },
  strategy: 'canary',
  alarms: [],
};

interface Sent {
  readonly operation: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly signature: string;
}

function served() {
  const sent: Sent[] = [];
  const made = adapters({
    onSent({ headers, body }) {
      const [, operation = ''] = /\.(\w+)$/.exec(headers['x-amz-target'] ?? '') ?? [];
      const { authorization: signature = '' } = headers;
      const text = typeof body === 'string' ? body : new TextDecoder().decode(body as Uint8Array);
      sent.push({ operation, body: JSON.parse(text), signature });
    },
  });
  const image = { name: 'app', image: `shop@sha256:${'a'.repeat(64)}` };
  const definition = made.aws.ecs.register(home, 'web', [image]);
  const advancedConfiguration = { alternateTargetGroupArn: 'arn:green' };
  const loadBalancers = [{ targetGroupArn: 'arn:blue', advancedConfiguration }];
  const place = { ...home, cluster: 'shop', name: 'web' };
  made.aws.ecs.addService({ ...place, definition, loadBalancers });
  return { ...made, sent, definition };
}

const MARK = 'tidegate deploy 7 wave 1 target shop';

/** Within a run: the clock goes on once it is over. */
async function begun({ ports, definition }: ReturnType<typeof served>) {
  const found = (await ports.containers.service(target))!;
  const base = (await ports.containers.definition(target, definition))!;
  const images = { app: `shop@sha256:${'b'.repeat(64)}` };
  const to = await ports.serviceUpdates.register(target, base, images, MARK);
  await ports.serviceUpdates.update(target, found, to, { strategy: 'canary', isBack: false });
  const [listed] = await ports.containers.deployments(target, 'running');
  return { id: listed!.id, to };
}

test('a revision is registered whole, with its image and its mark, and the service is updated to it', async () => {
  const made = served();
  const { to } = (await made.run(() => begun(made))) as { readonly to: string };

  const by = (operation: string) => made.sent.find((each) => each.operation === operation)!;
  expect(by('RegisterTaskDefinition').body).toEqual({
    family: 'web',
    containerDefinitions: [
      { name: 'app', image: `shop@sha256:${'b'.repeat(64)}`, essential: true },
    ],
    tags: [{ key: 'tidegate', value: MARK }],
  });
  expect(by('UpdateService').body).toMatchObject({
    cluster: 'shop',
    service: 'web',
    taskDefinition: to,
    deploymentConfiguration: {
      strategy: 'CANARY',
      lifecycleHooks: [{ targetType: 'PAUSE' }, { targetType: 'PAUSE' }],
    },
  });
  expect(by('UpdateService').body).not.toHaveProperty('desiredCount');
  for (const { signature } of made.sent)
    expect(signature).toMatch(/^AWS4-HMAC-SHA256 Credential=.*\/us-east-1\/ecs\/aws4_request/);
});

test('what is held is let go on by its ARN, its hook and an action, and goes back by its ARN', async () => {
  const made = served();
  const { ports, clock, sent } = made;

  const played = await made.run(async () => {
    const { id } = await begun(made);
    await clock.sleep(120);
    const { hold } = await ports.containers.deployment(target, id);
    await ports.containers.goOn(target, id, hold!.id);
    await ports.containers.goBack(target, id);
    await ports.containers.goBack(target, id);
    return { id, hookId: hold!.id };
  });

  const { id, hookId } = played as { readonly id: string; readonly hookId: string };
  const arn = `arn:aws:ecs:us-east-1:111122223333:service-deployment/shop/web/${id}`;
  const told = sent.filter(({ operation }) => /^(Continue|Stop)/.test(operation));
  expect(told.map(({ body }) => body)).toEqual([
    { serviceDeploymentArn: arn, hookId, action: 'CONTINUE' },
    { serviceDeploymentArn: arn, stopType: 'ROLLBACK' },
  ]);
});

test('the pauses are taken out of a service once, and all else of it stays', async () => {
  const made = served();
  const { ports, run, sent } = made;

  await run(async () => {
    await begun(made);
    await ports.containers.takePausesOut(target);
    await ports.containers.takePausesOut(target);
  });

  const updates = sent.filter(({ operation }) => operation === 'UpdateService').slice(1);
  expect(updates.map(({ body }) => body)).toMatchObject([
    { deploymentConfiguration: { strategy: 'CANARY', lifecycleHooks: [] } },
  ]);
  expect(updates[0]!.body).not.toHaveProperty('taskDefinition');
});
