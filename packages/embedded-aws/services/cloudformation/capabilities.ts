// What a template may only do with leave.

import { AwsError } from '../../service.ts';
import { capabilitiesOf, type Template } from './template.ts';

export function refuseIncapable(template: Template, given: readonly string[]): void {
  const needed = capabilitiesOf(template).filter(
    (each) =>
      !given.includes(each) &&
      !(each === 'CAPABILITY_IAM' && given.includes('CAPABILITY_NAMED_IAM')),
  );
  if (needed.length === 0) return;
  throw new AwsError(
    'InsufficientCapabilitiesException',
    `Requires capabilities : [${needed.join(', ')}]`,
  );
}
