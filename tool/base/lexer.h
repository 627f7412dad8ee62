#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace deed {

enum class TokenKind {
  white_space,
  line_comment,       // -- to the end of the line, without it
  block_comment,      // /* */, which nest
  string,             // '...', E'...', B'...', X'...', N'...', U&'...', with continuations on further lines
  dollar_string,      // $tag$...$tag$
  word,               // an unquoted identifier or a keyword
  quoted_identifier,  // "...", U&"..."
  number,
  parameter,  // $1
  semicolon,
  open,   // ( or [
  close,  // ) or ]
  backslash,
  symbol,        // one character of an operator, or any other single character
  unterminated,  // a literal, quoted identifier or comment that the text ends in
  end,
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::size_t begin = 0;
  std::string_view text;

  std::size_t end() const { return begin + text.size(); }
  bool is_comment() const { return kind == TokenKind::line_comment || kind == TokenKind::block_comment; }
  bool is_blank() const { return kind == TokenKind::white_space || is_comment(); }
};

// SQL's lexical rules (PostgreSQL's scan.l, standard_conforming_strings on): enough to tell code from comments and literals, in any
// version of the grammar. Needs no parser, so checksums and statement splitting never change with one.
class Lexer {
 public:
  explicit Lexer(std::string_view text, std::size_t begin = 0) : text_(text), at_(begin) {}

  // The next token; `end` for ever once the text is used up.
  Token next();

 private:
  Token token(TokenKind kind, std::size_t end);
  Token white_space();
  Token line_comment();
  Token block_comment();
  Token quoted(std::size_t open, char quote, bool backslash_escapes, TokenKind kind);
  Token dollar();
  Token word_or_prefixed();
  Token number();
  // Where the literal that closed at `at` goes on, by SQL's rule of a quote after white space with a newline; 0 if it does not.
  std::size_t continuation(std::size_t at) const;

  std::string_view text_;
  std::size_t at_;
};

// A statement's place in a text, without surrounding blanks and its semicolon.
struct StatementSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Splits as psql does: at semicolons outside parentheses and outside BEGIN ATOMIC bodies. Text that is only comments is no statement.
std::vector<StatementSpan> split_statements(std::string_view text);

// The same for somebody who reads the tokens of a text anyway.
class StatementSplitter {
 public:
  // Each token of the text, in order.
  void add(const Token& token);
  // The statements, once the last token was added.
  std::vector<StatementSpan> finish();

 private:
  // psql's rule for BEGIN ATOMIC: only within CREATE [OR REPLACE] FUNCTION or PROCEDURE a BEGIN opens a body; CASE opens too; END closes.
  class BodyDepth {
   public:
    void word(std::string_view text);
    bool inside() const { return depth_ > 0; }

   private:
    bool creates_routine() const;

    std::array<std::string_view, 4> first_words_{};
    std::size_t words_ = 0;
    int depth_ = 0;
  };

  void end_statement();

  std::vector<StatementSpan> spans_;
  StatementSpan current_;
  BodyDepth body_;
  int parentheses_ = 0;
  bool open_ = false;
};

// The text with '…' for each literal, on one line and without comments: what may be shown of a statement that another session runs, whose
// literals may be passwords. A text that was cut off inside a literal ends there.
std::string without_literals(std::string_view sql);
// Its first words: "ALTER ROLE".
std::string first_words(std::string_view sql, std::size_t count);

}  // namespace deed
