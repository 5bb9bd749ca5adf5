// What the stack is made of refers to what is there, is trusted by nobody else, and its memory is kept.

import { intrinsicsOf } from '../../simulation/stack/intrinsics.ts';
import { readServerlessText } from '../../simulation/stack/serverless-file.ts';
import { templateOfSources } from '../../simulation/stack/template-of-sources.ts';
import { home } from '../../simulation/world/place.ts';

const STACK = 'tidegate-local';
const template = templateOfSources(readServerlessText(), 'local');

test.each(Object.entries(template.Resources))('%s refers to what is there', (_id, resource) => {
  // A machine's definition is no place for intrinsic functions.
  const { Definition: _, ...properties } = resource.Properties ?? {};

  expect(() => intrinsicsOf(template, home, STACK).evaluate(properties)).not.toThrow();
});

test('a role of the machines is assumed by machines of its account alone', () => {
  const { evaluate } = intrinsicsOf(template, home, STACK);
  const trusts = Object.values(template.Resources)
    .filter(({ Type }) => Type === 'AWS::IAM::Role')
    .map(({ Properties }) => JSON.stringify(evaluate(Properties?.AssumeRolePolicyDocument)))
    .filter((trust) => trust.includes('states.amazonaws.com'));

  expect(trusts).toHaveLength(4);
  for (const trust of trusts) expect(trust).toContain(`"aws:SourceAccount":"${home.account}"`);
});

test('the table cannot be deleted by mistake, and can be restored', () => {
  expect(template.Resources.Table?.Properties).toMatchObject({
    DeletionProtectionEnabled: true,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  });
});

test('the table removes what is kept for a time alone', () => {
  expect(template.Resources.Table?.Properties).toMatchObject({
    TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
  });
});
