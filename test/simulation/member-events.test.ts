// What Tidegate hears at home it hears of member accounts too: the template forwards it.

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { readStack } from '../../simulation/stack/read-stack.ts';
import { home } from '../../simulation/world/place.ts';

interface Pattern {
  readonly source: readonly string[];
  readonly 'detail-type': readonly string[];
  readonly detail?: object;
}

interface Template {
  readonly Resources: Readonly<Record<string, { Properties: { EventPattern?: Pattern } }>>;
}

const tags = ['!Ref', '!Sub', '!GetAtt'].map((tag) => ({ tag, resolve: String }));
const text = readFileSync('docs/aws-member-events.yml', 'utf8');
const { Resources } = parse(text, { customTags: tags }) as Template;
const forwarded = Object.values(Resources).flatMap(
  ({ Properties }) => Properties.EventPattern ?? [],
);

/** How the kinds of events of a service begin. */
const WORDS: Readonly<Record<string, string>> = {
  'aws.codebuild': 'CodeBuild',
  'aws.codedeploy': 'CodeDeploy',
  'aws.cloudwatch': 'CloudWatch',
  'aws.cloudformation': 'CloudFormation',
  'aws.ecs': 'ECS',
  'aws.ecr': 'ECR',
  'aws.synthetics': 'Synthetics',
  'aws.fis': 'FIS',
};

/** Executions are of Tidegate itself. */
const heard = readStack(home)
  .functions.flatMap(({ rules }) => rules.map(({ pattern }) => pattern as unknown as Pattern))
  .filter(({ source }) => !source.includes('aws.states'))
  .flatMap(({ source, 'detail-type': types }) =>
    source.flatMap((of) => types.map((type) => [of, type] as const)),
  )
  // Of a rule with several sources, which of them has which kind of event.
  .filter(
    ([source, type]) =>
      type.startsWith('AWS API Call') || type.startsWith(WORDS[source] ?? 'of none'),
  );

test.each(heard)('%s: %s is forwarded', (source, type) => {
  const rule = forwarded.find(
    (pattern) => pattern.source.includes(source) && pattern['detail-type'].includes(type),
  );

  expect(rule).toBeDefined();
});
