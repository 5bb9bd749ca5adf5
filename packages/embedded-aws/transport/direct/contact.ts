// One call on the direct transport: the command as a request, parked like any other, and its answer in the SDK's form.

import type { VirtualClock } from '../../clock.ts';
import { AwsError } from '../../service.ts';
import { regionOf } from '../address.ts';
import type { Credentials, Principal } from '../credentials.ts';
import type { Gateway } from '../gateway.ts';
import { never, neverAgain, presentInvocation } from '../invocation.ts';
import { type AttemptOptions, hesitate, settled } from '../request-handler.ts';
import type { Begun, Request } from '../run-operation.ts';
import type { Command } from './command.ts';
import { type DocumentCommand, documentInput, documentOutput } from './documents.ts';
import { exceptionOf } from './refusal.ts';
import { SERVICES } from './services.ts';
import { inputCopier, outputCopier } from './shape.ts';

interface Asked {
  readonly operation: Operation;
  readonly input: unknown;
  readonly answer: (output: unknown) => object;
}

interface Operation {
  readonly service: string;
  readonly namespace: string;
  readonly name: string;
  readonly copyInput: (input: unknown) => unknown;
  readonly copyOutput: (output: unknown) => unknown;
}

export interface Contact {
  /** Undefined where the command has no direct way. What is asked is what it holds now, whatever becomes of it. */
  asked(command: Command): Asked | undefined;
  /** One attempt; rejects as the SDK does. */
  call(asked: Asked, options?: AttemptOptions): Promise<object>;
  /** At once: unparked, uncounted and without faults. */
  look(asked: Asked): Promise<object>;
}

interface ContactParts {
  readonly clock: VirtualClock;
  readonly gateway: Gateway;
  readonly credentials: Credentials;
}

export function contactFor(
  { clock, gateway, credentials }: ContactParts,
  caller: { readonly region: string; readonly credentials?: { readonly accessKeyId: string } },
): Contact {
  let principal: Principal | undefined;
  const requestOf = ({ operation, input }: Asked): Request => {
    principal ??= credentials.principalOf(caller.credentials?.accessKeyId);
    const region = regionOf({ region: caller.region, serviceId: '', accessKeyId: '' });
    return { service: operation.service, operation: operation.name, input, principal, region };
  };

  async function begin(asked: Asked, request: Request): Promise<Begun<object>> {
    try {
      const { waits, answer } = await gateway.begin(request);
      // An answer that does not wait is copied in the same piece, before anything else can change what it shows.
      if (!waits) return { waits, answer: Promise.resolve(asked.answer(await answer)) };
      const answered = answer.then(asked.answer, (error) => refused(asked, error));
      answered.catch(() => {});
      return { waits, answer: answered };
    } catch (error) {
      return refused(asked, error);
    }
  }

  async function call(asked: Asked, options: AttemptOptions = {}): Promise<object> {
    const invocation = presentInvocation();
    if (invocation?.dead) return never();
    const request = { ...requestOf(asked), invocation };
    const hesitates = gateway.hesitation(request);
    if (hesitates > 0) await hesitate(clock, hesitates, options);
    const begun = await clock.park(() => (invocation?.dead ? undefined : begin(asked, request)));
    if (!begun || invocation?.dead) return neverAgain(invocation);
    return settled(clock, begun, invocation);
  }

  return {
    asked: askedBy,
    call,
    look: async (asked) => {
      try {
        return asked.answer(await gateway.operate(requestOf(asked)));
      } catch (error) {
        return refused(asked, error);
      }
    },
  };
}

function askedBy(command: Command): Asked | undefined {
  const { clientCommand } = command;
  const operation = operationOf((clientCommand ?? command).schema);
  if (!operation) return undefined;
  if (!clientCommand) {
    const { copyInput, copyOutput } = operation;
    const answer = (output: unknown) => withMetadata(copyOutput(output));
    return { operation, input: copyInput(command.input), answer };
  }
  const document = command as DocumentCommand;
  const answer = (output: unknown) => withMetadata(documentOutput(document, output));
  return { operation, input: documentInput(document), answer };
}

function withMetadata(output: unknown): object {
  return { ...(output as object), $metadata: { httpStatusCode: 200, attempts: 1 } };
}

function refused({ operation }: Asked, error: unknown): never {
  if (error instanceof AwsError) throw exceptionOf(operation, error);
  throw error;
}

/** By the schema of the operation, which is one object for all commands of a kind. */
const operations = new WeakMap<object, Operation | 'none'>();

function operationOf(schema: unknown): Operation | undefined {
  if (!Array.isArray(schema)) return undefined;
  const known = operations.get(schema) ?? readOperation(schema);
  operations.set(schema, known);
  return known === 'none' ? undefined : known;
}

/** An operation's schema is a list: its kind, namespace, name, traits, input and output. */
function readOperation(schema: readonly unknown[]): Operation | 'none' {
  const [, namespace, name, , input, output] = schema;
  const service = SERVICES[String(namespace)];
  if (service === undefined) return 'none';
  return {
    service,
    namespace: String(namespace),
    name: String(name),
    copyInput: inputCopier(input, service),
    copyOutput: outputCopier(output),
  };
}
