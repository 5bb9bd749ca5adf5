// Who holds which access key: the embedded AWS's own record of the credentials it handed out.

export interface Principal {
  readonly account: string;
  /** The Lambda function whose role, or a role assumed from it, this is. */
  readonly functionName?: string;
  /** The ARN of a person, where it is known. */
  readonly userArn?: string;
  /** The role assumed, if any; its permissions are the other account's to give. */
  readonly roleArn?: string;
  readonly sessionName?: string;
}

export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

export interface Credentials {
  /** The same principal gets the same key, so that handing out draws no chance. */
  issue(principal: Principal): AccessKey;
  /**
   * An unknown key is a person of the home account: anyone's AWS CLI may be pointed here. A key of twelve digits is a
   * person of the account with that number.
   */
  principalOf(accessKeyId: string | undefined): Principal;
}

export function credentials(homeAccount: string): Credentials {
  const principals = new Map<string, Principal>();
  const keys = new Map<string, AccessKey>();

  function issue(principal: Principal): AccessKey {
    const { account, functionName = '', userArn = '', roleArn = '', sessionName = '' } = principal;
    const name = [account, functionName, userArn, roleArn, sessionName].join(' ');
    const known = keys.get(name);
    if (known) return known;
    const number = String(keys.size + 1).padStart(16, '0');
    const key = {
      accessKeyId: `ASIA${number}`,
      secretAccessKey: `secret-${number}`,
      sessionToken: `token-${number}`,
    };
    keys.set(name, key);
    principals.set(key.accessKeyId, principal);
    return key;
  }

  function principalOf(accessKeyId: string | undefined): Principal {
    const known = principals.get(accessKeyId ?? '');
    if (known) return known;
    const account = /^\d{12}$/.exec(accessKeyId ?? '')?.[0] ?? homeAccount;
    return { account };
  }

  return { issue, principalOf };
}
