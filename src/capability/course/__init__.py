"""What is taught: modules and routes, quizzes, exercises, learning, and the law's figures."""
