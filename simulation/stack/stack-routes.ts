// The routes of the HTTP API that lead to a function: each asks for a signature, or is for everybody.

import * as z from 'zod';
import { ofType, type Reader } from './stack-reader.ts';

export interface StackRoute {
  readonly method: string;
  readonly path: string;
  readonly isPublic: boolean;
}

const integration = z.object({
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
});

const route = z.object({
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.literal('AWS_IAM').optional(),
});

export function readRoutes(reader: Reader, functionArn: string): StackRoute[] {
  const { intrinsics } = reader;
  const own = ofType(reader, 'AWS::ApiGatewayV2::Integration')
    .filter(([, { Properties }]) => {
      const { IntegrationUri } = integration.parse(intrinsics.evaluate(Properties));
      return IntegrationUri === functionArn;
    })
    .map(([id]) => `integrations/${intrinsics.refer(id)}`);
  return ofType(reader, 'AWS::ApiGatewayV2::Route')
    .map(([, { Properties }]) => route.parse(intrinsics.evaluate(Properties)))
    .filter(({ Target }) => own.includes(Target))
    .map(({ RouteKey, AuthorizationType }) => {
      const [method = '', path = ''] = RouteKey.split(' ');
      return { method, path, isPublic: AuthorizationType === undefined };
    });
}
