// SPDX-License-Identifier: Apache-2.0
package dev.stack.detectors.content;

import dev.stack.detectors.content.OutputFinding.Family;
import java.util.List;
import java.util.stream.Stream;

/** What a model says that has given in, and what is said to one by a text that is only to be read. */
final class LanguageClues {

    private static final String MODEL = "assistant|assistants|ai|ai assistant|ai assistants|ai agent|ai agents|"
            + "language model|language models|llm|llms";
    private static final String RULES = "instructions|instruction|directions|directives|prompts|prompt|guidelines";

    private LanguageClues() {}

    static Stream<Clue> all() {
        return Stream.of(
                clue(
                        "system_prompt_told",
                        "sure|certainly|of course|absolutely|okay|ok",
                        Phrase.of(
                                "here is|here s|here are|this is",
                                "the|my|your",
                                "|full|complete|entire|hidden|original|secret",
                                "system prompt|system instructions|system message|initial instructions|"
                                        + "hidden instructions")),
                clue("system_prompt_told", "my system prompt", Phrase.of("is|says|reads")),
                clue(
                        "instructions_dropped",
                        "i will|i ll|i shall|i am going to|i m going to",
                        Phrase.of(
                                "|now|happily|gladly",
                                "ignore|disregard|forget|bypass",
                                "|all|all of",
                                "my|the|your",
                                "|previous|prior|earlier|original|initial|safety",
                                RULES)),
                clue(
                        "instructions_overridden",
                        "ignore|disregard|forget|override",
                        Phrase.of(
                                "|all|any|all of|any of|everything in",
                                "|the|your|my|these|those",
                                "previous|prior|earlier|preceding|above|original|initial|foregoing|system|safety",
                                RULES)),
                clue(
                        "restrictions_dropped",
                        "as an|i am an|i m an|i am now an|you are an|you are now an|act as an",
                        Phrase.of(
                                "ai",
                                "|model|assistant|language model|system|agent",
                                "without|with no|free of|free from|not bound by",
                                "|any|all",
                                "|content|ethical|safety",
                                "restrictions|limits|limitations|filters|rules|guidelines")),
                clue(
                        "restrictions_dropped",
                        "as an|i am an|i m an|i am now an|you are an|you are now an|act as an",
                        Phrase.of("unrestricted|uncensored|unfiltered", MODEL)),
                clue(
                        "assistant_addressed",
                        "the assistant|the ai|ai assistant|ai assistants|ai agent|ai agents|language model|llm|llms",
                        Phrase.of(
                                "|reading this|processing this|that reads this",
                                "must|should|shall|has to|have to|is instructed to|are instructed to|is required to",
                                "|now|immediately|also|always|first",
                                "ignore|disregard|send|forward|execute|run|call|reveal|delete|transfer|upload|"
                                        + "disclose|email|fetch|reply with|respond with|not tell|not mention|never tell")),
                clue(
                        "assistant_addressed",
                        "instructions for|instructions to|message for|message to|attention|dear",
                        Phrase.of("|the|any|all", MODEL)),
                clue(
                        "hidden_from_user",
                        "do not|don t|never|without",
                        Phrase.of("tell|telling|mention this to|reveal this to", "the|your", "user|human")),
                clue("chat_markup", "im_start", Phrase.of("system|assistant|user")));
    }

    /** The first words are looked for in the one pass, as whole words. */
    private static Clue clue(String pattern, String first, Phrase then) {
        List<String> literals =
                Phrase.choices(first).stream().map(words -> " " + words).toList();
        return new Clue(Family.ASSISTANT_LANGUAGE, pattern, literals, then);
    }
}
