// Somebody else's bucket, read and never written: what lies under a prefix, and the bytes of one object.
import { AppError } from "@tingheng/domain";

export interface BucketSettings {
  /** Left out for Amazon itself. */
  readonly endpoint?: string;
  readonly region: string;
  readonly bucket: string;
  /** Left out where the machine itself has the right to the bucket. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export interface BucketReader {
  list(
    prefix: string,
  ): AsyncIterable<{ readonly key: string; readonly sizeBytes: number; readonly modifiedMs: number }>;
  /** @throws AppError `storage.missing` */
  read(key: string): Promise<AsyncIterable<Uint8Array>>;
  close(): void;
}

export async function openBucket(settings: BucketSettings): Promise<BucketReader> {
  const { bucket: Bucket, endpoint, region, credentials } = settings;
  const sdk = await import("@aws-sdk/client-s3");
  const client = new sdk.S3Client({
    region,
    forcePathStyle: endpoint !== undefined,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: { connectionTimeout: 5_000, socketTimeout: 30_000 },
  });
  return {
    async *list(Prefix) {
      let after: string | undefined;
      do {
        const page = await client.send(
          new sdk.ListObjectsV2Command({
            Bucket,
            Prefix,
            ...(after === undefined ? {} : { ContinuationToken: after }),
          }),
        );
        for (const { Key, Size = 0, LastModified } of page.Contents ?? []) {
          if (Key !== undefined) yield { key: Key, sizeBytes: Size, modifiedMs: LastModified?.getTime() ?? 0 };
        }
        after = page.IsTruncated === true ? page.NextContinuationToken : undefined;
      } while (after !== undefined);
    },
    async read(Key) {
      const { Body } = await client.send(new sdk.GetObjectCommand({ Bucket, Key }));
      if (Body === undefined) throw new AppError("storage.missing", { key: Key });
      return Body as AsyncIterable<Uint8Array>;
    },
    close: () => client.destroy(),
  };
}
