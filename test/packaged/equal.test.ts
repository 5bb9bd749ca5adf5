// The laptop reads the sources, for speed; AWS gets the package. Both are the same, node by node.

import { readPackage } from '../../simulation/stack/packaged.ts';
import { readServerlessText } from '../../simulation/stack/serverless-file.ts';
import type { Resource, Template } from '../../simulation/stack/template.ts';
import { templateOfSources } from '../../simulation/stack/template-of-sources.ts';

const { template: packaged, stackName } = readPackage();
const template = withoutHashes(packaged);
const sources = templateOfSources(readServerlessText(), stackName.replace('tidegate-', ''));

const ids = [...new Set([template, sources].flatMap(({ Resources }) => Object.keys(Resources)))];

/** A version's name in the template ends with the hash of what it is a version of. */
function withoutHashes(given: Template): Template {
  const text = JSON.stringify(given).replaceAll(/(?<="\w+LambdaVersion)\w+(?=")/g, '');
  return JSON.parse(text) as Template;
}

/** Without the key of its bundle, which holds the time of packaging. */
function comparable(resource: Resource | undefined): unknown {
  if (resource?.Type === 'AWS::Lambda::Version') {
    const { CodeSha256: _, ...Properties } = resource.Properties ?? {};
    return { ...resource, Properties };
  }
  if (resource?.Type !== 'AWS::Lambda::Function') return resource;
  const { Code, ...Properties } = resource.Properties ?? {};
  const { S3Key: _, ...code } = Code as Record<string, unknown>;
  return { ...resource, Properties: { ...Properties, Code: code } };
}

test('the package has resources of every kind that the laptop reads', () => {
  const types = new Set(Object.values(template.Resources).map(({ Type }) => Type));

  expect([...types]).toEqual(
    expect.arrayContaining([
      'AWS::Lambda::Function',
      'AWS::Lambda::Permission',
      'AWS::Lambda::Version',
      'AWS::StepFunctions::StateMachineVersion',
      'AWS::StepFunctions::StateMachineAlias',
      'AWS::IAM::Role',
      'AWS::Events::Rule',
      'AWS::SQS::Queue',
      'AWS::SQS::QueuePolicy',
      'AWS::StepFunctions::StateMachine',
      'AWS::DynamoDB::Table',
    ]),
  );
});

test.each(ids)('%s is packaged as the sources say it', (id) => {
  expect(comparable(template.Resources[id])).toStrictEqual(comparable(sources.Resources[id]));
});

test('parameters, conditions and outputs are packaged as the sources say them', () => {
  const besides = ({ Parameters, Conditions, Outputs }: Template) => ({
    Parameters,
    Conditions,
    Outputs,
  });

  expect(besides(template)).toStrictEqual(besides(sources));
});

test('a null that packaging drops from a machine is a difference', () => {
  const { WaveMachine: machine } = sources.Resources;
  const kept = { ...machine, Properties: { ...machine?.Properties, verdict: null } };

  expect(comparable(template.Resources.WaveMachine)).not.toStrictEqual(
    comparable(kept as Resource),
  );
});
