// The values that parameters get: of a stack, or of a StackSet.

import { AwsError } from '../../service.ts';
import type { Template } from './template.ts';

interface Given {
  readonly ParameterKey: string;
  readonly ParameterValue?: string | undefined;
  readonly UsePreviousValue: boolean;
}

/** What is not given has its default, though the stack has another value: it is kept only where that is said. */
export function parametersFor(
  given: readonly Given[],
  { Parameters: declared = {} }: Template,
  before: Readonly<Record<string, string>> | undefined,
): Record<string, string> {
  const unknown = given.filter(({ ParameterKey }) => !(ParameterKey in declared));
  if (unknown.length > 0)
    throw invalid(
      `Parameters: [${unknown.map((each) => each.ParameterKey).join(', ')}] do not exist in the template`,
    );
  const values = Object.entries(declared).map(([key, { Default }]) => {
    const its = given.find(({ ParameterKey }) => ParameterKey === key);
    const was = before?.[key];
    if (its?.UsePreviousValue && was === undefined)
      throw invalid(
        `Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
      );
    const value = its?.UsePreviousValue ? was : (its?.ParameterValue ?? Default?.toString());
    return [key, value] as const;
  });
  const without = values.filter(([, value]) => value === undefined);
  if (without.length > 0)
    throw invalid(`Parameters: [${without.map(([key]) => key).join(', ')}] must have values`);
  return Object.fromEntries(values) as Record<string, string>;
}

function invalid(text: string): AwsError {
  return new AwsError('ValidationError', text);
}
