#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace deed::command {

// Names of a model as words, so that whoever mentions a name has one of its words, however it is written: in lower case, without the
// underscores in front (the array type of `mood` is `_mood`), no longer than PostgreSQL's shortest cut of a name.

// The word that stands for a name, its longest one: "order items" -> "items". Empty where it has none.
std::string word_of(std::string_view name);

// Each word of a text, wherever it stands: also in literals, bodies of functions and comments.
std::vector<std::string> words_in(std::string_view text);

// Whether the text writes names in a way that words_in() does not see: U&"d\0061t", E'\x64', a literal that goes on in another line.
bool hides_words(std::string_view text);

// Of a word that PostgreSQL may have made of a table's name (t_a_key, t_id_seq1): all that the table could be called, shortest first.
// Empty for any other word.
std::vector<std::string> possible_tables(std::string_view word);

// What names that PostgreSQL makes of the same words have in common, whichever number it gives them: "t_a_key" of t_a_key and t_a_key1.
// Empty for a name that it does not make.
std::string stem_of(std::string_view name);

// Whether the name may be one that PostgreSQL has made of its owner's, of which a long one is cut.
bool may_be_made_of(std::string_view name, std::string_view owner);

}  // namespace deed::command
