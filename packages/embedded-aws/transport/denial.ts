// How a service says that its caller may not.

import { callerArn } from '../caller-arn.ts';
import { AwsError, type Call } from '../service.ts';

const SPEAK_REST = new Set([
  'appconfig',
  'lambda',
  'xray',
  'application-signals',
  'devops-guru',
  'fis',
  'synthetics',
]);

/** S3, STS and CloudWatch say AccessDenied; the JSON services AccessDeniedException. */
export function denial(
  service: string,
  action: string,
  resource: string | undefined,
  call: Call,
): AwsError {
  const short = ['s3', 'sts', 'cloudwatch', 'cloudformation', 'sns'].includes(service);
  const user = callerArn(call);
  const text = `User: ${user} is not authorized to perform: ${action} on resource: ${resource ?? '*'} because no identity-based policy allows the ${action} action`;
  const status = short || SPEAK_REST.has(service) ? 403 : 400;
  return new AwsError(short ? 'AccessDenied' : 'AccessDeniedException', text, status);
}
