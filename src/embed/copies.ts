/** How many copies of the chat's folder a release holds: `chat`, `chat1`, and so on. One for each try. */
export const copies = 5;
