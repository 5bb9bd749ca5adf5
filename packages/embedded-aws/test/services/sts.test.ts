import { LambdaClient, ListFunctionsCommand, PublishVersionCommand } from '@aws-sdk/client-lambda';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { embedded, errorName, home } from '../embedded.ts';

const RoleArn = 'arn:aws:iam::444455556666:role/member';
const assume = (ExternalId?: string) =>
  new AssumeRoleCommand({ RoleArn, RoleSessionName: 'release', ExternalId });

test('a role that is assumed acts in its own account', async () => {
  const { aws, play } = embedded();
  aws.sts.trust({ arn: RoleArn });
  aws.lambda.register({ account: '444455556666', region: 'us-east-1', name: 'theirs' });
  aws.lambda.register({ ...home, name: 'ours' });
  const sts = new STSClient(aws.sdkConfig({ functionName: 'DeployTarget' }));

  const [identity, names] = await play(async () => {
    const { Credentials } = await sts.send(assume());
    const {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
    } = Credentials!;
    const credentials = {
      accessKeyId: accessKeyId!,
      secretAccessKey: secretAccessKey!,
      sessionToken: sessionToken!,
    };
    const theirs = { ...aws.sdkConfig(), credentials };
    const { Account } = await new STSClient(theirs).send(new GetCallerIdentityCommand({}));
    const { Functions } = await new LambdaClient(theirs).send(new ListFunctionsCommand({}));
    return [Account, Functions!.map(({ FunctionName }) => FunctionName)];
  });

  expect(identity).toBe('444455556666');
  expect(names).toEqual(['theirs']);
});

test('credentials run out after an hour of the virtual clock', async () => {
  const { aws, clock, play } = embedded();
  aws.sts.trust({ arn: RoleArn });

  const { Credentials } = await play(() => new STSClient(aws.sdkConfig()).send(assume()));

  expect(Credentials!.Expiration!.getTime() - clock.millis()).toBeCloseTo(3_600_000, -2);
});

test.each([
  ['a role that does not exist', undefined, undefined],
  ['a role with another external id', { arn: RoleArn, externalId: 'machine' }, 'other'],
])('%s cannot be assumed', async (_, role, externalId) => {
  const { aws, play } = embedded();
  if (role) aws.sts.trust(role);

  const name = await play(() => errorName(new STSClient(aws.sdkConfig()).send(assume(externalId))));

  expect(name).toBe('AccessDenied');
});

test('whoever has assumed a role is that session', async () => {
  const { aws, play } = embedded();
  aws.sts.trust({ arn: RoleArn });

  const [assumed, me] = await play(async () => {
    const answer = await new STSClient(aws.sdkConfig()).send(assume());
    const { AccessKeyId, SecretAccessKey } = answer.Credentials!;
    const credentials = { accessKeyId: AccessKeyId!, secretAccessKey: SecretAccessKey! };
    const theirs = new STSClient({ ...aws.sdkConfig(), credentials });
    return [answer.AssumedRoleUser!, await theirs.send(new GetCallerIdentityCommand({}))];
  });

  expect(me).toMatchObject({ UserId: assumed.AssumedRoleId, Arn: assumed.Arn });
  expect(me.Arn).toBe('arn:aws:sts::444455556666:assumed-role/member/release');
});

test.each([
  ['longer than its role allows', 3601, {}],
  ['too short', 899, {}],
  ['too long for any role', 43_201, { maxSessionSeconds: 43_200 }],
])('a session that is %s is refused', async (_, DurationSeconds, role) => {
  const { aws, play } = embedded();
  aws.sts.trust({ arn: RoleArn, ...role });
  const command = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me', DurationSeconds });

  const name = await play(() => errorName(new STSClient(aws.sdkConfig()).send(command)));

  expect(name).toBe('ValidationError');
});

test('a role is assumed by those whom it trusts, and allows what it allows', async () => {
  const { aws, play } = embedded();
  aws.sts.trust({
    arn: RoleArn,
    trusts: ({ functionName }, externalId) => functionName === 'Ours' && externalId === 'acme',
    allows: (action, resource) => `${action} ${resource}` === 'lambda:ListFunctions *',
  });
  const by = (functionName: string) => new STSClient(aws.sdkConfig({ functionName }));

  const [others, untold, listed, published] = await play(async () => {
    const { Credentials } = await by('Ours').send(assume('acme'));
    const { AccessKeyId, SecretAccessKey } = Credentials!;
    const credentials = { accessKeyId: AccessKeyId!, secretAccessKey: SecretAccessKey! };
    const theirs = new LambdaClient({ ...aws.sdkConfig(), credentials });
    return [
      await errorName(by('Others').send(assume('acme'))),
      await errorName(by('Ours').send(assume())),
      (await theirs.send(new ListFunctionsCommand({}))).Functions,
      await errorName(theirs.send(new PublishVersionCommand({ FunctionName: 'shop' }))),
    ];
  });

  expect([others, untold]).toEqual(['AccessDenied', 'AccessDenied']);
  expect(listed).toEqual([]);
  expect(published).toBe('AccessDeniedException');
});
