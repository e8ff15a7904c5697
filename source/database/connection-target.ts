/** libpq's sslmode, with libpq's meaning: https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION */
export type SslMode = 'disable' | 'allow' | 'prefer' | 'require' | 'verify-ca' | 'verify-full';

export interface TlsOptions {
	readonly mode: SslMode;
	/** Path of the authorities' certificates; `system` or null: those that Node brings along. */
	readonly rootCertificate: string | null;
	/** Paths of our own certificate and its key. */
	readonly certificate: string | null;
	readonly key: string | null;
	/** TLS from the first byte, without asking in plain text first (PostgreSQL 17). */
	readonly direct: boolean;
}

/** Which server, as whom, how. */
export interface ConnectionTarget {
	readonly kind: 'ConnectionTarget';
	/** A name, an address, or the folder of a unix socket (starts with `/`). */
	readonly host: string;
	readonly port: number;
	readonly user: string;
	readonly database: string;
	/** A function, so that no log, JSON or inspection of the target shows what it returns. */
	readonly password: () => string | null;
	readonly tls: TlsOptions;
	/** Settings for the backend, as `-c name=value`. */
	readonly options: string | null;
}
