# title, screens, and what stands where on a screen
$ printf '#: lesson X\n#: lesson Y\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:2:4: a lesson has one title
!     #: lesson Y
!        ^~~~~~
? 2
$ printf '#: screen A\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:1:4: '#: lesson TITLE' comes first
!     #: screen A
!        ^~~~~~
? 2
$ printf '#: lesson X\n#: ask Why?\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:2:4: '#: screen HEADING' comes first
!     #: ask Why?
!        ^~~
? 2
$ printf '#: lesson X\n#: screen A\n#: ask Why?\n#: task Do\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:4:4: a screen has one question or one task
!     #: task Do
!        ^~~~
? 2
$ printf '#: lesson X\n#: screen A\n# Text.\n#: view list\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:4:4: too far down: a screen is its picture, its text, its question or task
!     #: view list
!        ^~~~
? 2
$ printf '#: lesson X\n#: screen A\n#: hint There.\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:3:4: there is no question or task before it
!     #: hint There.
!        ^~~~
? 2
$ printf '#: lesson X\n#: screen A\n#: goal live == 1\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:3:4: there is no task before it
!     #: goal live == 1
!        ^~~~
? 2
$ printf '#: lesson X\n#: screen A\n#: ask Why?\n#: goal live == 1\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:4:4: there is no task before it
!     #: goal live == 1
!        ^~~~
? 2
$ printf '#: lesson X\n#: screen A\n#: task Do\n#: answer 4 -- So.\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:4:4: there is no question before it
!     #: answer 4 -- So.
!        ^~~~~~
? 2
$ printf '#: lesson X\n#: screen A\n#: ask Why?\n#: answer 4 -- So.\nalloc a\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:5:1: commands stand before the text of a screen, or behind a task
!     alloc a
!     ^~~~~~~
? 2

# each question and task has what it needs, also where a screen follows
$ printf '#: lesson X\n#: screen A\n#: task Do\n#: screen B\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:3:1: this task has no goal
!     #: task Do
!     ^
? 2
$ printf '#: lesson X\n#: screen A\n#: ask Why?\n#: screen B\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:3:1: this question has no answer
!     #: ask Why?
!     ^
? 2
$ printf '#: lesson X\n#: screen A\n#: task Do\n#: wrong live ~ 2 -- No.\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:4:15: an operator is missing before '~' (one of == != < <= > >=)
!     #: wrong live ~ 2 -- No.
!                   ^
? 2
$ printf '#: lesson X\n#: screen A\n#: predict plaec alloc a\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:3:12: no prediction: a kind of question of 'quiz', and one step, such as 'free a'
!     #: predict plaec alloc a
!                ^~~~~
? 2
$ printf '#: lesson X\n#: screen A\n#: predict place allocc a\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:3:12: no prediction: a kind of question of 'quiz', and one step, such as 'free a'
!     #: predict place allocc a
!                ^~~~~
? 2

# words that a lesson does not know, and none
$ printf '#: lesson X\n#: screen A\n#: xyzzyplugh 4\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:3:4: nothing that a lesson knows
!     #: xyzzyplugh 4
!        ^~~~~~~~~~
? 2
$ printf '#: lesson X\n#: screen A\n#:   \n' > l; printf 'lesson ./l\n' | poolsim
! ./l:3:6: a word is missing
!     #:   
!          ^
? 2

# lines are at most 78 columns wide, and hold no control characters, in UTF-8 or not
$ printf '#: lesson X\n#: screen A\n# %079d\n' 0 > l; printf 'lesson ./l\n' | poolsim
! ./l:3:81: a line of text has at most 78 columns
!     ...0000000000000000000000000000000000000
!                                            ^
? 2
$ printf '#: lesson X\n#: screen A\n# a\177b\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:3:4: a control character
!     # a\x7fb
!        ^~~~
? 2
$ printf '#: lesson X\n#: screen A\n# a\302\233b\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:3:4: a control character
!     # a\xc2\x9bb
!        ^~~~
? 2
$ printf '#: lesson X\n#: screen A\n# a\302' > l; printf 'lesson ./l\n' | poolsim
  -- ./l, 1 of 1: A ------------------------------------------------------------
  step 0  before the first step
  
  
  free list  0     head -> NULL
  
  a\xc2

# letters of other scripts, blank lines, text at the margin, a note, CRLF
$ printf '#: lesson \303\211\r\n#: view none\r\n  \r\n#: screen A\r\n##\r\nalloc a\r\n#\302\265 \302\240x\r\n#\r\n# End.\r\n' > l; printf 'lesson ./l\n' | poolsim
  -- ./l, 1 of 1: A ------------------------------------------------------------
  \xc2\xb5 \xc2\xa0x
  
  End.
$ printf '#: lesson X\n#: screen A\nalloc a\001\n' > l; printf 'lesson ./l\n' | poolsim
! ./l:3:7: bad handle 'a\x01' (a letter or _, then letters, digits and _)
!     alloc a\x01
!           ^~~~~
? 2

# marks around an answer say nothing: quotes, commas, an exclamation mark; a long answer is none
$ cat > l; (printf 'lesson ./l\n"FOUR", '"four"'!\n'; printf '%0400d\n' 0; printf "4.1\n'4'.\n\n.4.\n") | poolsim
< #: lesson X
< #: view none
< #: screen A
< # Two and two.
< #: ask How many?
< #: answer four|4 -- Yes.
< #: wrong four four -- That is eight.
< #: other Count again.
< #: screen B
< # Once more.
< #: ask How many?
< #: answer 4. -- So it is.
< #: wrong .4 -- Too few.
  -- ./l, 1 of 2: A ------------------------------------------------------------
  Two and two.
  
  Question: How many?
  No. That is eight.
  No. Count again.
  No. Count again.
  Yes. Yes.
  -- ./l, 2 of 2: B ------------------------------------------------------------
  Once more.
  
  Question: How many?
  No. Too few.
