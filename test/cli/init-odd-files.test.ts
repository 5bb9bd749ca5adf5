// Files as teams have them, which are not as a manual has them: init reads each, or says in words why not.

import { proposed } from './proposed.ts';
import { tell } from './run-words.ts';

const sam = (resources: string, head = '') =>
  `Transform: AWS::Serverless-2016-10-31\n${head}Resources:\n${resources}`;
const fn = (id: string, properties = '', more = '') =>
  `  ${id}: { Type: AWS::Serverless::Function, ${more} Properties: { Handler: i.h, CodeUri: . ${properties && `, ${properties}`} } }\n`;

async function ofTemplate(text: string, ...words: string[]) {
  return proposed({ 'template.yaml': text }, ...words);
}

test('YAML that CloudFormation reads is read: brackets on the left, and keys that stand twice', async () => {
  const text = `Resources:
  Pay:
    Type: AWS::Lambda::Function
    Properties: {
      FunctionName: pay,
      Description: "in two
 lines",
  }
  Jobs:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: first
      QueueName: second
`;
  const { written, printed } = await ofTemplate(text);

  expect(written).toContain('function: pay');
  expect(written).toContain('queue: second');
  expect(printed).toMatch(/template\.yaml:13: the key of this line stands there already/);
});

test.each([
  ['service: a\nprovider: { name: azure }\n', /provider is aws, got azure/],
  ['service: a\nprovider: google\n', /provider is aws, got google/],
])('a Serverless file of another cloud is refused in words: %j', async (text, said) => {
  await expect(proposed({ 'serverless.yml': text })).rejects.toThrow(said);
});

test('a file that functions are read from and that is missing is named', async () => {
  const text = 'service: a\nprovider: { name: aws }\nfunctions: ${file(parts/all.yml)}\n';
  const files = {
    'serverless.yml': `${text}resources: { Resources: { Q: { Type: AWS::SQS::Queue } } }`,
  };
  const { printed } = await proposed(files);

  expect(printed).toMatch(/serverless\.yml:3: parts\/all\.yml could not be read/);
  await expect(proposed({ 'serverless.yml': text })).rejects.toThrow(/parts\/all\.yml/);
});

test('where the only function is there under no stage’s condition, that is said, and the stack is the target', async () => {
  const head =
    'Parameters: { On: { Type: String, Default: "no" } }\nConditions: { IsOn: !Equals [!Ref On, "yes"] }\n';
  const { written, printed, linted } = await ofTemplate(
    sam(fn('Pay', '', 'Condition: IsOn,'), head),
  );

  expect(printed).toMatch(/Pay is there only under the condition IsOn/);
  expect(written).toContain('template: template.yaml');
  expect(linted.code).toBe(0);
});

test('a template of one Auto Scaling group gets a watch to fill in, so that alarms can be written', async () => {
  const { written } = await ofTemplate(
    'Resources: { Fleet: { Type: AWS::AutoScaling::AutoScalingGroup } }\n',
  );

  expect(written).toMatch(/watch:\s+- ec2:\s+autoScalingGroup: TODO-beta-fleet-instances/);
});

test('what a file is is told by its content, not by its name', async () => {
  const text = sam(fn('Pay', 'FunctionName: pay'));

  const named = await proposed(
    { 'serverless-app.yaml': text },
    '--template',
    'serverless-app.yaml',
  );
  const dotnet = await proposed({
    'serverless.template': JSON.stringify({
      Transform: 'AWS::Serverless-2016-10-31',
      Resources: {
        Pay: { Type: 'AWS::Serverless::Function', Properties: { FunctionName: 'pay' } },
      },
    }),
  });
  const program = await tell('init', '--template', 'serverless.ts', '--out', '/nowhere/x.yml');

  for (const { written } of [named, dotnet]) expect(written).toContain('{ function: pay,');
  expect(program.stderr).toMatch(/serverless\.ts, which is a program; run npx serverless package/);
});

test('two functions of one name are both named', async () => {
  const { printed } = await ofTemplate(
    sam(fn('Pay', 'FunctionName: pay') + fn('PayAgain', 'FunctionName: pay')),
  );

  expect(printed).toMatch(/Pay and PayAgain have the same name in beta/);
});

test('a function of a schedule is asked for no more runs than its bake can see', async () => {
  const rare = (rate: string) =>
    `Events: { Tick: { Type: Schedule, Properties: { Schedule: ${rate} } } }`;
  const daily = await ofTemplate(sam(fn('Sweep', `FunctionName: sweep, ${rare('rate(1 day)')}`)));
  const hourly = await ofTemplate(sam(fn('Sweep', `FunctionName: sweep, ${rare('rate(1 hour)')}`)));

  expect(daily.written).toMatch(/atLeast: 1\s+[\s\S]*bake: \{ for: 25h \}/);
  expect(daily.written).not.toMatch(/atLeast: [2-9]/);
  expect(daily.printed).toMatch(/Sweep runs only by a schedule, every 24 hours/);
  expect(hourly.written).toMatch(/atLeast: 12\s/);
  for (const { linted } of [daily, hourly]) expect(linted.code).toBe(0);
});
