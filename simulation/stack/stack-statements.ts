// What a role allows: its statements.

import * as z from 'zod';
import { ofType, type Reader } from './stack-reader.ts';

const texts = z.union([z.string(), z.array(z.string())]);

/** A statement that asks for other conditions is none that is understood here. */
const statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: texts,
  Resource: texts,
  /** Of tags, `aws:ResourceTag/tidegate`, and of whom a role is passed to, which is only ever the service that asks. */
  Condition: z
    .strictObject({
      StringEquals: z
        .record(
          z.string().regex(/^(aws:ResourceTag\/.+|iam:PassedToService)$/),
          z.union([z.string(), z.array(z.string())]),
        )
        .optional(),
      /** Of the alias by which a key is named. */
      StringLike: z.strictObject({ 'kms:RequestAlias': z.string() }).optional(),
    })
    .optional(),
});

export type Statement = Readonly<z.output<typeof statement>>;

const policies = z.object({
  Policies: z.array(z.object({ PolicyDocument: z.object({ Statement: z.array(statement) }) })),
});

export function readStatements(reader: Reader, roleArn: string): Statement[] {
  const { intrinsics } = reader;
  const [role] = ofType(reader, 'AWS::IAM::Role').filter(
    ([id]) => intrinsics.attribute(id, 'Arn') === roleArn,
  );
  if (!role) throw new Error(`Expected the template to have the role ${roleArn}, got none.`);
  const { Policies } = policies.parse(intrinsics.evaluate(role[1].Properties));
  return Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}
