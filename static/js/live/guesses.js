// What somebody here has just done, shown before the server says so: a guess in the truth's place until the truth comes.

export class Guesses {
  constructor() {
    this.cards = new Map();
  }

  /**
   * Show a card as it will be once the server agrees.
   *
   * @returns {{key: string, before: object, after: object}} the change to draw
   */
  begin(key, card, guess) {
    const before = this.cards.get(key) ?? card;
    const after = { ...guess, guess: true };
    this.cards.set(key, after);
    return { key, before, after };
  }

  /** The truth about a card came from the feed: what was guessed gives way to it. */
  overtaken(change) {
    const guess = this.cards.get(change.key);
    if (!guess) return change;
    this.cards.delete(change.key);
    return { ...change, before: guess };
  }

  /**
   * The server agreed: its card stands until the feed brings the same.
   *
   * @returns {object|null} the change to draw, null when the feed was quicker
   */
  confirmed(key, card) {
    const before = this.cards.get(key);
    if (!before) return null;
    this.cards.set(key, card);
    return { key, before, after: card };
  }

  /**
   * The server refused: back to what is.
   *
   * @param {object|null} truth the card as the feed has it
   * @returns {object|null} the change to draw, null when the feed was quicker
   */
  refused(key, truth) {
    const before = this.cards.get(key);
    if (!before) return null;
    this.cards.delete(key);
    return { key, before, after: truth };
  }

  /** All cards, guessed ones as they are guessed. */
  *over(cards) {
    for (const [key, card] of cards) yield this.cards.get(key) ?? card;
  }
}
