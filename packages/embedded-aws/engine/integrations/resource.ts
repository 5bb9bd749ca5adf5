// What a Task's `Resource` means.

/** How long a Task waits: for the answer, for a job's end, or for whoever has the token. */
export type Pattern = 'request' | 'sync' | 'sync:2' | 'waitForTaskToken';

export type Resource =
  | { readonly kind: 'function'; readonly arn: string }
  | { readonly kind: 'activity'; readonly arn: string }
  | {
      readonly kind: 'optimized' | 'sdk';
      readonly arn: string;
      /** `lambda`, `states`, `dynamodb` … */
      readonly service: string;
      /** As written, in camelCase: `invoke`, `putItem` … */
      readonly action: string;
      readonly pattern: Pattern;
    };

const FUNCTION = /^arn:aws[\w-]*:lambda:[\w-]*:\d*:function:[^\s]+$/;
const ACTIVITY = /^arn:aws[\w-]*:states:[\w-]*:\d*:activity:[^\s]+$/;
const INTEGRATION =
  /^arn:aws[\w-]*:states:[\w-]*:\d*:(?:(aws-sdk):)?([\w-]+):(\w+)(?:\.(sync:2|sync|waitForTaskToken))?$/;

/**
 * Parses a resource; undefined if it is none that Step Functions knows the form of.
 *
 *     arn:aws:states:::lambda:invoke.waitForTaskToken  →  optimized lambda invoke, by token
 *     arn:aws:states:::aws-sdk:codedeploy:stopDeployment  →  sdk codedeploy stopDeployment, by request
 */
export function parseResource(arn: string): Resource | undefined {
  if (FUNCTION.test(arn)) return { kind: 'function', arn };
  if (ACTIVITY.test(arn)) return { kind: 'activity', arn };
  const [, sdk, service, action, pattern = 'request'] = INTEGRATION.exec(arn) ?? [];
  if (service === undefined || action === undefined) return undefined;
  const kind = sdk ? 'sdk' : 'optimized';
  return { kind, arn, service, action, pattern: pattern as Pattern };
}
