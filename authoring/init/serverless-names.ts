// How Serverless names what it makes, and what its makers are given.

import type { Properties, TemplateResource } from '../cloudformation/read-template.ts';
import type { ServerlessFile } from './serverless-file.ts';

export interface Parts {
  readonly file: ServerlessFile;
  readonly value: Properties;
  readonly service: string;
  readonly stage: string;
  readonly provider: Properties;
}

/** The logical id that Serverless gives a function. */
export function logicalIdOf(name: string): string {
  const plain = name.replaceAll('-', 'Dash').replaceAll('_', 'Underscore');
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}LambdaFunction`;
}

export type Make = (
  id: string,
  type: string,
  properties: Properties,
  attributes?: Properties,
) => TemplateResource;
