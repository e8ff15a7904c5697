/** What is needed to tell an error well. */
export interface ErrorContext {
	/** The statement that was sent, where there was one. */
	readonly sql?: string;
	/** `user@host:5432/database`. */
	readonly server: string;
	/** Takes the password out of a text. */
	readonly redact: (text: string) => string;
}
