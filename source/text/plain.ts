const blanks = /\r\n|[\t\n\v\f\r\x85\u2028\u2029]/g;
const c0 = /[\x00-\x1f]/g;
const c1 = /[\x80-\x9f]/g;

/**
 * What Unicode calls ignorable, and interlinear marks and noncharacters besides. Among them the bidirectional marks, embeddings, overrides and
 * isolates, which reorder text that is not theirs (CVE-2021-42574, "Trojan Source"), and the variation selectors: with one, an emoji is
 * two cells wide here and one there.
 */
const invisible = /(?!\u200c|\u200d)\p{Default_Ignorable_Code_Point}|[\ufff9-\ufffb\ufffe\uffff]/gu;

/** Persian and Indic scripts spell with the joiners between letters. Elsewhere they glue emoji together, which terminals draw in different widths. */
const strayJoiners = /(?<![\p{L}\p{M}])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{M}])/gu;

/** No script stacks more; what does spills over the lines above and below. */
const towersOfMarks = /(\p{M}{8})\p{M}+/gu;

const loneSurrogates = /\p{Surrogate}/gu;

/**
 * Any text as plain text for one line of a terminal. Whatever would steer the terminal is shown instead of obeyed (ESC becomes ␛, so a
 * sequence is only its letters; C1 becomes ␦), line breaks and tabs become a space each, and what would be invisible or reorder the line is
 * dropped. Right-to-left letters stay in their order: whether to lay them out is the terminal's affair. Longer than `maxLength` UTF-16
 * units is cut and ends in `…`. For several lines, split first.
 */
export function sanitise(text: string, {maxLength = 10_000}: {readonly maxLength?: number} = {}): string {
	const cut = text.length > maxLength;
	const bounded = cut ? text.slice(0, maxLength).replace(/[\ud800-\udbff]$/, '') : text;
	if (/^[\x20-\x7e]*$/.test(bounded)) {
		return cut ? `${bounded}…` : bounded;
	}

	const plain = bounded
		.replace(blanks, ' ')
		.replace(c0, (control) => String.fromCodePoint(0x24_00 + control.charCodeAt(0)))
		.replace(/\x7f/g, '␡')
		.replace(c1, '␦')
		.replace(invisible, '')
		.replace(strayJoiners, '')
		.replace(towersOfMarks, '$1')
		.replace(loneSurrogates, '\ufffd');
	return cut ? `${plain}…` : plain;
}
